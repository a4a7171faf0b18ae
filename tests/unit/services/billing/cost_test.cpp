#include "services/billing/domain/cost.h"

#include <limits>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace signalbox::billing {
namespace {

using ::testing::Optional;

constexpr std::int64_t kMax = std::numeric_limits<std::int64_t>::max();

Rates AllAt(std::int64_t picos) {
  return {{picos}, {picos}, {picos}, {picos}, {picos}};
}

TEST(CostTest, IsTheSumOverTheClassesEachAtItsOwnRate) {
  const Rates rates{{1'000}, {20'000}, {300'000}, {4'000'000}, {50'000'000}};
  EXPECT_THAT(CostOf({1, 1, 1, 1, 1}, rates), Optional(Nanos{54'321}));
}

TEST(CostTest, OfTheDemoAnswerIsExactlyTwelveTenthsOfAMilliDollar) {
  EXPECT_THAT(CostOf({.input = 9, .output = 3}, AllAt(100'000'000)), Optional(Nanos{1'200'000}));
}

TEST(CostTest, IsRoundedUpToAWholeNano) {
  EXPECT_THAT(CostOf({.input = 1}, AllAt(1)), Optional(Nanos{1}));
  EXPECT_THAT(CostOf({.input = 1}, AllAt(1'000)), Optional(Nanos{1}));
  EXPECT_THAT(CostOf({.input = 1}, AllAt(1'001)), Optional(Nanos{2}));
}

TEST(CostTest, IsRoundedOnceAndNotForEachClass) {
  EXPECT_THAT(CostOf({1, 1, 1, 1, 1}, AllAt(200)), Optional(Nanos{1}));
}

TEST(CostTest, OfNothingIsNothing) {
  EXPECT_THAT(CostOf({}, AllAt(kMax)), Optional(Nanos{0}));
}

TEST(CostTest, IsExactBeyondSixtyFourBitsOfPicos) {
  EXPECT_THAT(CostOf({.input = 100'000'000, .output = 1}, AllAt(1'000'000'000'000)),
              Optional(Nanos{100'000'001'000'000'000}));
}

TEST(CostTest, MayBeTheLargestAmountThereIs) {
  EXPECT_THAT(CostOf({.input = kMax}, AllAt(1'000)), Optional(Nanos{kMax}));
}

TEST(CostTest, ThatDoesNotFitIsNoCost) {
  EXPECT_EQ(CostOf({.input = kMax}, AllAt(1'001)), std::nullopt);
  EXPECT_EQ(CostOf({.input = kMax, .output = 1}, AllAt(1'000)), std::nullopt);
  EXPECT_EQ(CostOf({kMax, kMax, kMax, kMax, kMax}, AllAt(kMax)), std::nullopt);
}

TEST(CostTest, OfNegativeTokensOrRatesIsNoCost) {
  EXPECT_EQ(CostOf({.input = -1}, AllAt(1)), std::nullopt);
  EXPECT_EQ(CostOf({.output_reasoning = 1}, AllAt(-1)), std::nullopt);
}

}  // namespace
}  // namespace signalbox::billing
