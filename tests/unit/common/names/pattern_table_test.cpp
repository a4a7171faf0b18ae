#include "common/names/pattern_table.h"

#include <gtest/gtest.h>

namespace signalbox {
namespace {

PatternTable Table(const std::vector<std::string>& texts) {
  std::vector<NamePattern> patterns;
  for (const std::string& text : texts) patterns.push_back(*ParseNamePattern(text));
  return *PatternTable::Build(patterns);
}

std::optional<std::size_t> IndexOf(const PatternTable& table, std::string_view name) {
  const auto match = table.Find(name);
  return match ? std::optional(match->index) : std::nullopt;
}

TEST(PatternTableTest, G5AnExactNameGoesFirstThenTheAuthorsOrder) {
  const PatternTable table = Table({"gpt-4*", "gpt-*", "claude-(.*)-v1", "gpt-4o"});
  EXPECT_EQ(IndexOf(table, "gpt-4o"), 3u);
  EXPECT_EQ(IndexOf(table, "gpt-4-turbo"), 0u);
  EXPECT_EQ(IndexOf(table, "gpt-3.5-turbo"), 1u);
  EXPECT_EQ(IndexOf(table, "GPT-4"), std::nullopt);
  const auto claude = table.Find("claude-opus-v1");
  ASSERT_TRUE(claude);
  EXPECT_EQ(claude->index, 2u);
  EXPECT_EQ(claude->captures, std::vector<std::string>{"opus"});
}

TEST(PatternTableTest, G5ADotOfAGlobIsADot) {
  const PatternTable table = Table({"gpt-3.5-*"});
  EXPECT_EQ(IndexOf(table, "gpt-3.5-turbo"), 0u);
  EXPECT_EQ(IndexOf(table, "gpt-3X5-a"), std::nullopt);
}

TEST(PatternTableTest, APatternHoldsForTheWholeName) {
  const PatternTable table = Table({"gpt|claude(.*)", "mistral*"});
  EXPECT_EQ(IndexOf(table, "gpt"), 0u);
  EXPECT_EQ(IndexOf(table, "my-gpt"), std::nullopt);
  EXPECT_EQ(IndexOf(table, "gpt-4"), std::nullopt);
  EXPECT_EQ(IndexOf(table, "open-mistral"), std::nullopt);
}

TEST(PatternTableTest, AStarCrossesSlashesAndCapturesEachPart) {
  const auto match = Table({"*/chat/*"}).Find("meta/llama/chat/70b");
  ASSERT_TRUE(match);
  EXPECT_EQ(match->captures, (std::vector<std::string>{"meta/llama", "70b"}));
}

TEST(PatternTableTest, OfTwoThatAreTheSameTheFirstCounts) {
  const PatternTable table = Table({"a", "a", "b*", "b*"});
  EXPECT_EQ(IndexOf(table, "a"), 0u);
  EXPECT_EQ(IndexOf(table, "bc"), 2u);
}

TEST(PatternTableTest, WithoutPatternsNothingMatches) {
  EXPECT_EQ(IndexOf(Table({}), "a"), std::nullopt);
}

TEST(PatternTableTest, AThousandRulesFindTheOneThatIsMeant) {
  std::vector<std::string> texts;
  for (int i = 0; i < 1000; ++i) texts.push_back("family-" + std::to_string(i) + "-*");
  const PatternTable table = Table(texts);
  EXPECT_EQ(IndexOf(table, "family-0-x"), 0u);
  EXPECT_EQ(IndexOf(table, "family-999-x"), 999u);
  EXPECT_EQ(IndexOf(table, "family-1000-x"), std::nullopt);
}

TEST(PatternTableTest, ANestedRepetitionTakesNoLongerThanAnyOther) {
  const PatternTable table = Table({"/(a*)*(a*)*b/"});
  EXPECT_EQ(IndexOf(table, std::string(50'000, 'a')), std::nullopt);
}

}  // namespace
}  // namespace signalbox
