#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "services/billing/domain/rate_table.h"
#include "services/billing/rates/shipped.h"

namespace signalbox::billing {
namespace {

using namespace std::chrono_literals;
using ::testing::Optional;

const TimePoint kNow = std::chrono::sys_days(2026y / 11 / 21);

RateCard Shipped() {
  return *ParseRateCard(std::string(kShippedCardName), std::string(kShippedCardText));
}

std::optional<Nanos> Cost(const TokenCounts& tokens, const PricedBy& request) {
  const RateTable table({Shipped()});
  const Rate* const rate = table.Find(request, kNow);
  return rate == nullptr ? std::nullopt : CostOf(tokens, rate->rates);
}

TEST(ShippedCardTest, IsNamedAfterItsDay) {
  EXPECT_TRUE(ParseDay(kShippedCardName, "card").ok());
}

TEST(ShippedCardTest, PricesTheCommonOpenAiModels) {
  const TokenCounts tokens{.input = 600'000, .input_cached = 400'000, .output = 100'000};
  EXPECT_THAT(Cost(tokens, {"gpt-4o-mini", "gpt-4o-mini", "openai"}), Optional(Nanos{180'000'000}));
  EXPECT_THAT(Cost(tokens, {"big", "gpt-4.1-2025-04-14", "openai"}), Optional(Nanos{2'200'000'000}));
}

TEST(ShippedCardTest, ADatedSnapshotOfItsOwnPriceIsNotPricedAsItsModel) {
  EXPECT_THAT(Cost({.input = 1'000'000}, {"x", "gpt-4o-2024-05-13", "openai"}), Optional(Nanos{5'000'000'000}));
  EXPECT_THAT(Cost({.input = 1'000'000}, {"x", "gpt-4o-2024-08-06", "openai"}), Optional(Nanos{2'500'000'000}));
}

TEST(ShippedCardTest, TheDemoAnswerCostsExactlyTwelveTenthsOfAMilliDollarUnderAnyName) {
  const TokenCounts tokens{.input = 9, .output = 3};
  EXPECT_THAT(Cost(tokens, {"demo", "demo", "demo"}), Optional(Nanos{1'200'000}));
  EXPECT_THAT(Cost(tokens, {"demo", "gpt-4o-mini", "demo"}), Optional(Nanos{1'200'000}));
  EXPECT_THAT(Cost(tokens, {"anything", "whatever", "demo"}), Optional(Nanos{1'200'000}));
}

TEST(ShippedCardTest, EveryRateIsInForceToday) {
  for (const Rate& rate : Shipped().rates) EXPECT_LE(rate.effective_from, kNow) << rate.model;
}

}  // namespace
}  // namespace signalbox::billing
