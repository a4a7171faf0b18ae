#include "services/identity/domain/lifetime.h"

#include <gtest/gtest.h>

#include "common/status/error.h"

namespace signalbox::identity {
namespace {

using namespace std::chrono_literals;
using std::chrono::sys_days;

constexpr TimePoint kNow = sys_days(2026y / 1 / 31) + 12h;

TimePoint After(std::string_view text, TimePoint now = kNow) {
  return ExpiryAfter(text, now)->value();
}

TEST(LifetimeTest, CountsSecondsMinutesHoursDaysAndWeeks) {
  EXPECT_EQ(After("30s"), kNow + 30s);
  EXPECT_EQ(After("5m"), kNow + 5min);
  EXPECT_EQ(After("1h"), kNow + 1h);
  EXPECT_EQ(After("30d"), kNow + 24h * 30);
  EXPECT_EQ(After("2w"), kNow + 24h * 14);
}

TEST(LifetimeTest, MonthsAndYearsAreTheCalendars) {
  EXPECT_EQ(After("6mo"), sys_days(2026y / 7 / 31) + 12h);
  EXPECT_EQ(After("1y"), sys_days(2027y / 1 / 31) + 12h);
  EXPECT_EQ(After("12mo"), After("1y"));
}

TEST(LifetimeTest, ADayThatTheMonthDoesNotHaveIsItsLast) {
  EXPECT_EQ(After("1mo"), sys_days(2026y / 2 / 28) + 12h);
  EXPECT_EQ(After("1y", sys_days(2028y / 2 / 29)), sys_days(2029y / 2 / 28));
}

TEST(LifetimeTest, EmptyAndMinusOneMeanNever) {
  EXPECT_EQ(*ExpiryAfter("", kNow), std::nullopt);
  EXPECT_EQ(*ExpiryAfter("-1", kNow), std::nullopt);
}

TEST(LifetimeTest, RefusesEverythingElseNamingTheField) {
  for (const char* text : {"0s", "-5m", "1", "s", "1.5h", " 1h", "1h ", "1H", "1 h", "1mon", "+1d", "1d2h",
                           "99999999999s", "forever", "-2"}) {
    const absl::Status status = ExpiryAfter(text, kNow).status();

    EXPECT_EQ(status.code(), absl::StatusCode::kInvalidArgument) << text;
    EXPECT_EQ(MessageOf(status).rfind("duration: ", 0), 0u) << status;
    EXPECT_EQ(MetadataOf(status)["field"], "duration");
  }
}

TEST(LifetimeTest, AHundredYearsAreTheLongest) {
  EXPECT_TRUE(ExpiryAfter("100y", kNow).ok());
  EXPECT_TRUE(ExpiryAfter("1200mo", kNow).ok());
  for (const char* text : {"101y", "1201mo", "36600d", "2147483647w", "2147483647y", "2147483647mo"}) {
    EXPECT_FALSE(ExpiryAfter(text, kNow).ok()) << text;
  }
}

}  // namespace
}  // namespace signalbox::identity
