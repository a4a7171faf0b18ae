#include "services/billing/domain/calendar.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "common/status/error.h"

namespace signalbox::billing {
namespace {

using namespace std::chrono;

TEST(CalendarTest, DaysAreReadAndWrittenAlike) {
  for (const char* text : {"1970-01-01", "2024-02-29", "2026-11-21", "9999-12-31"}) {
    const auto day = ParseDay(text, "start_date");
    ASSERT_TRUE(day.ok()) << text;
    EXPECT_EQ(FormatDay(*day), text);
  }
}

TEST(CalendarTest, DaysThatDoNotExistAreRefused) {
  for (const char* text : {"2026-13-01", "2026-00-10", "2026-02-29", "2026-04-31", "2026-01-00", "0000-01-01"}) {
    EXPECT_EQ(ParseDay(text, "start_date").status().code(), absl::StatusCode::kInvalidArgument) << text;
  }
}

TEST(CalendarTest, OtherFormsAreRefused) {
  for (const char* text : {"", "today", "2026-1-1", "2026/01/01", "2026-01-01T00:00:00Z", "-026-01-01", "2026-01- 1"}) {
    EXPECT_EQ(ParseDay(text, "end_date").status().code(), absl::StatusCode::kInvalidArgument) << text;
  }
}

TEST(CalendarTest, TheErrorNamesTheField) {
  const absl::Status status = ParseDay("2026-13-01", "start_date").status();
  EXPECT_THAT(MessageOf(status), ::testing::HasSubstr("start_date"));
  EXPECT_EQ(MetadataOf(status).at("field"), "start_date");
}

TEST(CalendarTest, MonthsBeginOnTheirFirstDay) {
  EXPECT_EQ(MonthOf(sys_days(2026y / 11 / 21)), sys_days(2026y / 11 / 1));
  EXPECT_EQ(NextMonth(sys_days(2026y / 12 / 31)), sys_days(2027y / 1 / 1));
  EXPECT_EQ(NextMonth(sys_days(2024y / 2 / 29)), sys_days(2024y / 3 / 1));
}

}  // namespace
}  // namespace signalbox::billing
