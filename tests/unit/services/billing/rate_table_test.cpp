#include "services/billing/domain/rate_table.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace signalbox::billing {
namespace {

using namespace std::chrono_literals;

const TimePoint kNow = std::chrono::sys_days(2026y / 11 / 21) + 10h;

/// The input price in USD per million tokens that a card finds; -1 when it finds none.
std::int64_t PriceOf(const RateTable& table, const PricedBy& request, TimePoint when = kNow) {
  const Rate* const rate = table.Find(request, when);
  return rate == nullptr ? -1 : rate->rates.input.value / 1'000'000;
}

RateTable TableOf(const std::string& text) {
  return RateTable({*ParseRateCard("card", text)});
}

TEST(RateTableTest, AnUnknownModelHasNoRate) {
  EXPECT_EQ(PriceOf(TableOf("a, *, 2026-01-01, 1, , , 1,"), {"b", "b", "p"}), -1);
  EXPECT_EQ(PriceOf(RateTable(), {"b", "b", "p"}), -1);
}

TEST(RateTableTest, AnExactNameWinsOverAPattern) {
  const RateTable table = TableOf("gpt-4o*, *, 2026-01-01, 1, , , 1,\ngpt-4o-mini, *, 2026-01-01, 2, , , 1,");
  EXPECT_EQ(PriceOf(table, {"x", "gpt-4o-mini", "p"}), 2);
  EXPECT_EQ(PriceOf(table, {"x", "gpt-4o-max", "p"}), 1);
}

TEST(RateTableTest, AnExactNameForAnyProviderWinsOverAPatternForThisOne) {
  const RateTable table = TableOf("*, p, 2026-01-01, 1, , , 1,\nm, *, 2026-01-01, 2, , , 1,");
  EXPECT_EQ(PriceOf(table, {"x", "m", "p"}), 2);
}

TEST(RateTableTest, TheProvidersOwnRateWinsOverTheOneForAny) {
  const RateTable table = TableOf("m, *, 2026-01-01, 1, , , 1,\nm, azure, 2026-01-01, 2, , , 1,");
  EXPECT_EQ(PriceOf(table, {"x", "m", "azure"}), 2);
  EXPECT_EQ(PriceOf(table, {"x", "m", "openai"}), 1);
}

TEST(RateTableTest, ThePatternWithMoreFixedCharactersWins) {
  const RateTable table = TableOf("g*, *, 2026-01-01, 1, , , 1,\ngpt-4*, *, 2026-01-01, 2, , , 1,");
  EXPECT_EQ(PriceOf(table, {"x", "gpt-4o", "p"}), 2);
}

TEST(RateTableTest, TheNewestRateInForceAtTheStartOfTheRequestCounts) {
  const RateTable table =
      TableOf("m, *, 2026-01-01, 1, , , 1,\nm, *, 2026-06-01, 2, , , 1,\nm, *, 2026-11-22, 3, , , 1,");
  EXPECT_EQ(PriceOf(table, {"x", "m", "p"}), 2);
  EXPECT_EQ(PriceOf(table, {"x", "m", "p"}, std::chrono::sys_days(2026y / 6 / 1)), 2);
  EXPECT_EQ(PriceOf(table, {"x", "m", "p"}, std::chrono::sys_days(2026y / 6 / 1) - 1us), 1);
  EXPECT_EQ(PriceOf(table, {"x", "m", "p"}, std::chrono::sys_days(2026y / 11 / 22)), 3);
  EXPECT_EQ(PriceOf(table, {"x", "m", "p"}, std::chrono::sys_days(2025y / 12 / 31)), -1);
}

TEST(RateTableTest, AnEarlierCardWinsWhereverItHasARate) {
  const RateTable table(
      {*ParseRateCard("override", "gpt*, *, 2026-01-01, 1, , , 1,"),
       *ParseRateCard("shipped", "gpt-4o, *, 2026-06-01, 2, , , 1,\nother, *, 2026-01-01, 3, , , 1,")});
  EXPECT_EQ(PriceOf(table, {"x", "gpt-4o", "p"}), 1);
  EXPECT_EQ(PriceOf(table, {"x", "other", "p"}), 3);
}

TEST(RateTableTest, ThePublicNameOfAnotherProvidersModelIsNotItsPrice) {
  const RateTable table = TableOf("gpt-4o, *, 2026-01-01, 1, , , 1,");
  EXPECT_EQ(PriceOf(table, {"gpt-4o", "llama-70b", "groq"}), -1);
}

TEST(RateTableTest, ARateForThisProviderMayNameThePublicModel) {
  const RateTable table = TableOf("fast, groq, 2026-01-01, 1, , , 1,");
  EXPECT_EQ(PriceOf(table, {"fast", "llama-70b", "groq"}), 1);
}

TEST(RateTableTest, APublicNameIsEnoughWhenNothingIsKnownOfTheUpstream) {
  EXPECT_EQ(PriceOf(TableOf("m, *, 2026-01-01, 1, , , 1,"), {"m", "", ""}), 1);
}

TEST(PatternTest, AStarStandsForAnyRunOfCharacters) {
  for (const auto& [pattern, text] : std::vector<std::pair<std::string, std::string>>{{"*", ""},
                                                                                      {"*", "x"},
                                                                                      {"a*", "a"},
                                                                                      {"a*", "abc"},
                                                                                      {"*c", "abc"},
                                                                                      {"a*c", "abcbc"},
                                                                                      {"a**c", "ac"},
                                                                                      {"*b*", "abc"},
                                                                                      {"abc", "abc"},
                                                                                      {"", ""}}) {
    EXPECT_TRUE(MatchesPattern(pattern, text)) << pattern << " " << text;
  }
  for (const auto& [pattern, text] : std::vector<std::pair<std::string, std::string>>{
           {"a*", ""}, {"a*", "ba"}, {"*c", "cb"}, {"a*c", "abcb"}, {"abc", "abcd"}, {"", "a"}, {"a*b*c", "acb"}}) {
    EXPECT_FALSE(MatchesPattern(pattern, text)) << pattern << " " << text;
  }
}

}  // namespace
}  // namespace signalbox::billing
