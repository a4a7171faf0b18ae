#include "common/protojson/money.h"

#include <limits>

#include <gtest/gtest.h>

namespace signalbox::protojson {
namespace {

constexpr std::int64_t kMin = std::numeric_limits<std::int64_t>::min();
constexpr std::int64_t kMax = std::numeric_limits<std::int64_t>::max();

TEST(Money, IsTheShortestExactDecimal) {
  EXPECT_EQ(UsdOf(0), "0");
  EXPECT_EQ(UsdOf(1), "0.000000001");
  EXPECT_EQ(UsdOf(-1), "-0.000000001");
  EXPECT_EQ(UsdOf(1'500), "0.0000015");
  EXPECT_EQ(UsdOf(100'000'000), "0.1");
  EXPECT_EQ(UsdOf(1'000'000'000), "1");
  EXPECT_EQ(UsdOf(-12'340'000'000), "-12.34");
  EXPECT_EQ(UsdOf(kMax), "9223372036.854775807");
  EXPECT_EQ(UsdOf(kMin), "-9223372036.854775808");
}

TEST(Money, ComesBackExactly) {
  for (const std::int64_t nanos : {std::int64_t{0}, std::int64_t{1}, std::int64_t{-999'999'999},
                                   std::int64_t{100'000'001}, std::int64_t{9'007'199'254'740'993}, kMax, kMin}) {
    EXPECT_EQ(NanosOf(UsdOf(nanos)), nanos);
  }
}

TEST(Money, UnderstandsEverySpellingOfANumber) {
  EXPECT_EQ(NanosOf("1.50"), 1'500'000'000);
  EXPECT_EQ(NanosOf("0.1000000000000"), 100'000'000);
  EXPECT_EQ(NanosOf("1e-9"), 1);
  EXPECT_EQ(NanosOf("2.5E+2"), 250'000'000'000);
  EXPECT_EQ(NanosOf("1000e-3"), 1'000'000'000);
  EXPECT_EQ(NanosOf("-0"), 0);
  EXPECT_EQ(NanosOf("0e99"), 0);
}

TEST(Money, RefusesWhatIsNoExactAmount) {
  for (const char* text :
       {"", "-", ".5", "5.", "1e", "1e+", "0x1", "1,5", " 1", "1 ", "NaN", "0.0000000001", "1.0000000005",
        "9223372036.854775808", "-9223372036.854775809", "1e10", "1e101", "1e-101"}) {
    EXPECT_EQ(NanosOf(text), std::nullopt) << text;
  }
  EXPECT_EQ(NanosOf(std::string(100'000, '1')), std::nullopt);
}

}  // namespace
}  // namespace signalbox::protojson
