#include "services/billing/domain/rate_card.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "common/status/error.h"

namespace signalbox::billing {
namespace {

using ::testing::HasSubstr;
using ::testing::SizeIs;
using namespace std::chrono_literals;

std::string ErrorOf(const std::string& text) {
  return MessageOf(ParseRateCard("mine", text).status());
}

TEST(RateCardTest, ALineGivesARate) {
  const auto card = ParseRateCard("mine", "gpt-x, azure, 2026-01-31, 2.5, 1.25, 3, 10, 12\n");

  ASSERT_TRUE(card.ok()) << card.status();
  const Rate expected{.id = 0,
                      .model = "gpt-x",
                      .provider = "azure",
                      .effective_from = std::chrono::sys_days(2026y / 1 / 31),
                      .rates = {{2'500'000}, {1'250'000}, {3'000'000}, {10'000'000}, {12'000'000}}};
  EXPECT_THAT(card->rates, ::testing::ElementsAre(expected));
}

TEST(RateCardTest, AStarAsProviderMeansAny) {
  EXPECT_EQ(ParseRateCard("mine", "m, *, 2026-01-01, 1, , , 2,")->rates[0].provider, "");
}

TEST(RateCardTest, ClassesLeftOutCostWhatTheirKindCosts) {
  const Rates rates = ParseRateCard("mine", "m, *, 2026-01-01, 1, , , 2,")->rates[0].rates;
  EXPECT_EQ(rates, (Rates{{1'000'000}, {1'000'000}, {1'000'000}, {2'000'000}, {2'000'000}}));
}

TEST(RateCardTest, CommentsAndEmptyLinesAreSkipped) {
  EXPECT_THAT(ParseRateCard("mine", "# head\n\n  \r\nm, *, 2026-01-01, 1, , , 2,\r\n")->rates, SizeIs(1));
}

TEST(RateCardTest, ErrorsNameCardAndLine) {
  EXPECT_THAT(ErrorOf("# head\nm, *, 2026-01-01, 1"), HasSubstr("rate card mine, line 2"));
  EXPECT_THAT(ErrorOf("m, *, 2026-13-01, 1, , , 2,"), HasSubstr("effective_from"));
  EXPECT_THAT(ErrorOf("m, *, 2026-01-01, cheap, , , 2,"), HasSubstr("cheap"));
  EXPECT_THAT(ErrorOf("m, *, 2026-01-01, 1, , , ,"), HasSubstr("line 1"));
  EXPECT_THAT(ErrorOf("m, , 2026-01-01, 1, , , 2,"), HasSubstr("provider"));
}

TEST(RateCardTest, TheSameRateTwiceIsRefused) {
  EXPECT_THAT(ErrorOf("m, *, 2026-01-01, 1, , , 2,\nm, *, 2026-01-01, 1, , , 3,"), HasSubstr("line 2"));
}

}  // namespace
}  // namespace signalbox::billing
