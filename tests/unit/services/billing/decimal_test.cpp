#include "services/billing/domain/decimal.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace signalbox::billing {
namespace {

std::int64_t PicosOf(std::string_view text) {
  const auto picos = ParseUsdPerMillion(text);
  return picos.ok() ? picos->value : -1;
}

TEST(DecimalTest, PricesAreReadExactly) {
  EXPECT_EQ(PicosOf("2.50"), 2'500'000);
  EXPECT_EQ(PicosOf("0.0125"), 12'500);
  EXPECT_EQ(PicosOf("0.000001"), 1);
  EXPECT_EQ(PicosOf("100"), 100'000'000);
  EXPECT_EQ(PicosOf("0"), 0);
  EXPECT_EQ(PicosOf("007.5"), 7'500'000);
}

TEST(DecimalTest, PricesThatBinaryFractionsCannotHoldAreStillExact) {
  EXPECT_EQ(PicosOf("0.1"), 100'000);
  EXPECT_EQ(PicosOf("0.3"), 300'000);
  EXPECT_EQ(PicosOf("1.005"), 1'005'000);
}

TEST(DecimalTest, AMillionDollarsIsTheMost) {
  EXPECT_EQ(PicosOf("1000000"), 1'000'000'000'000);
  EXPECT_EQ(PicosOf("1000000.000001"), -1);
  EXPECT_EQ(PicosOf("99999999999999999999"), -1);
}

TEST(DecimalTest, APriceFinerThanAPicoIsRefusedRatherThanRounded) {
  EXPECT_EQ(PicosOf("0.0000001"), -1);
}

TEST(DecimalTest, WhatIsNotAPlainDecimalIsRefused) {
  for (const char* text : {"", ".", "1.", ".5", "-1", "+1", "1e3", "1,5", " 1", "1 ", "0x1", "NaN", "1.2.3"}) {
    EXPECT_EQ(ParseUsdPerMillion(text).status().code(), absl::StatusCode::kInvalidArgument) << text;
  }
}

}  // namespace
}  // namespace signalbox::billing
