#include "services/billing/domain/queries.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "common/status/error.h"

namespace signalbox::billing {
namespace {

using namespace std::chrono_literals;
using std::chrono::sys_days;

const TimePoint kNow = sys_days(2026y / 11 / 21) + 23h + 59min;

std::string FieldRefusedIn(const EntryRequest& request) {
  const auto query = CheckQuery(request, kNow);
  return query.ok() ? "" : MetadataOf(query.status())["field"];
}

TEST(QueriesTest, TheDefaultIsThirtyDaysUpToTodayAndFiftyEntries) {
  const auto query = CheckQuery({}, kNow);
  ASSERT_TRUE(query.ok());
  EXPECT_EQ(query->first_day, sys_days(2026y / 10 / 22));
  EXPECT_EQ(query->last_day, sys_days(2026y / 11 / 21));
  EXPECT_EQ(query->limit, 50);
  EXPECT_EQ(query->offset, 0);
}

TEST(QueriesTest, AnEndAloneMeansTheThirtyDaysBeforeIt) {
  const auto query = CheckQuery({.end_date = "2026-03-31"}, kNow);
  EXPECT_EQ(query->first_day, sys_days(2026y / 3 / 1));
  EXPECT_EQ(query->last_day, sys_days(2026y / 3 / 31));
}

TEST(QueriesTest, DatesThatDoNotExistAreRefusedByName) {
  EXPECT_EQ(FieldRefusedIn({.start_date = "2026-13-01"}), "start_date");
  EXPECT_EQ(FieldRefusedIn({.end_date = "yesterday"}), "end_date");
}

TEST(QueriesTest, AStartAfterTheEndIsRefused) {
  EXPECT_EQ(FieldRefusedIn({.start_date = "2026-02-02", .end_date = "2026-02-01"}), "start_date");
  EXPECT_EQ(FieldRefusedIn({.start_date = "2026-02-01", .end_date = "2026-02-01"}), "");
}

TEST(QueriesTest, ThreeYearsIsTheLongestWindow) {
  EXPECT_EQ(FieldRefusedIn({.start_date = "2023-11-19", .end_date = "2026-11-21"}), "");
  EXPECT_EQ(FieldRefusedIn({.start_date = "2023-11-18", .end_date = "2026-11-21"}), "start_date");
}

TEST(QueriesTest, PagesCountFromOne) {
  EXPECT_EQ(CheckQuery({.limit = 20, .page = 3}, kNow)->offset, 40);
  EXPECT_EQ(CheckQuery({.page = 1}, kNow)->offset, 0);
  EXPECT_EQ(FieldRefusedIn({.page = -1}), "page");
}

TEST(QueriesTest, LimitsAreOneToAThousand) {
  EXPECT_EQ(CheckQuery({.limit = 1'000}, kNow)->limit, 1'000);
  EXPECT_EQ(FieldRefusedIn({.limit = 1'001}), "limit");
  EXPECT_EQ(FieldRefusedIn({.limit = -1}), "limit");
}

TEST(QueriesTest, SkippingIsBounded) {
  EXPECT_EQ(FieldRefusedIn({.offset = 100'000}), "");
  EXPECT_EQ(FieldRefusedIn({.offset = 100'001}), "offset");
  EXPECT_EQ(FieldRefusedIn({.offset = -1}), "offset");
  EXPECT_EQ(FieldRefusedIn({.limit = 1'000, .page = 2'147'483'647}), "page");
}

TEST(QueriesTest, PageAndOffsetTogetherAreRefused) {
  EXPECT_EQ(FieldRefusedIn({.offset = 10, .page = 2}), "page");
}

}  // namespace
}  // namespace signalbox::billing
