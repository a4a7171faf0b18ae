#include <fmt/format.h>

#include "tests/component/billing/billing_fixture.h"

namespace signalbox::billing {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

std::vector<std::string> RequestIds(const v1::ListEntriesResponse& list) {
  std::vector<std::string> ids;
  for (const v1::EntryRecord& entry : list.entries()) ids.push_back(entry.request_id());
  return ids;
}

class ListEntriesTest : public BillingTest {
 protected:
  /// Five entries of March 2026, named r1 to r5 in the order of time.
  ListEntriesTest() {
    std::vector<v1::Entry> entries;
    const char* starts[] = {"2026-03-09T23:59:59", "2026-03-10T00:00:00", "2026-03-10T12:00:00", "2026-03-11T23:59:59",
                            "2026-03-12T00:00:00"};
    for (int i = 0; i < 5; ++i) {
      v1::Entry entry = EntryAt(starts[i], i % 2 == 0 ? "key-even" : "key-odd");
      entry.set_request_id(fmt::format("r{}", i + 1));
      entry.set_team_id(i < 2 ? "team-a" : "");
      entry.set_user_id(i < 3 ? "user-a" : "user-b");
      entry.set_model(i == 4 ? "other" : "demo");
      entries.push_back(entry);
    }
    Record(entries);
  }
};

TEST_F(ListEntriesTest, TheNewestComesFirst) {
  EXPECT_THAT(RequestIds(List(Between("03-01", "03-31"))), ElementsAre("r5", "r4", "r3", "r2", "r1"));
}

TEST_F(ListEntriesTest, DaysAreUtcAndInclusive) {
  EXPECT_THAT(RequestIds(List(Between("03-10", "03-11"))), ElementsAre("r4", "r3", "r2"));
  EXPECT_THAT(RequestIds(List(Between("03-12", "03-12"))), ElementsAre("r5"));
}

TEST_F(ListEntriesTest, EveryFilterHoldsForEntriesAndSumsAlike) {
  const std::vector<std::pair<std::function<void(v1::ListEntriesRequest&)>, std::vector<std::string>>> cases{
      {[](auto& request) { request.set_key_id("key-odd"); }, {"r4", "r2"}},
      {[](auto& request) { request.set_team_id("team-a"); }, {"r2", "r1"}},
      {[](auto& request) { request.set_user_id("user-b"); }, {"r5", "r4"}},
      {[](auto& request) { request.set_model("other"); }, {"r5"}},
      {[](auto& request) { request.set_request_id("r3"); }, {"r3"}},
      {[](auto& request) { request.set_key_id("nobody"); }, {}},
      {[](auto& request) {
         request.set_key_id("key-odd");
         request.set_team_id("team-a");
       },
       {"r2"}}};
  for (const auto& [filter, expected] : cases) {
    v1::ListEntriesRequest request = Between("03-01", "03-31");
    filter(request);
    const v1::ListEntriesResponse list = List(request);
    EXPECT_EQ(RequestIds(list), expected) << request.ShortDebugString();
    EXPECT_EQ(list.total(), static_cast<std::int64_t>(expected.size())) << request.ShortDebugString();
    EXPECT_EQ(list.summary().api_requests(), list.total());
    EXPECT_EQ(list.summary().spend_nanos(), list.total() * 1'200'000);
    EXPECT_EQ(list.summary().total_tokens(), list.total() * 12);
  }
}

TEST_F(ListEntriesTest, SumsAreOverEverythingThatMatchesNotOverThePage) {
  v1::ListEntriesRequest request = Between("03-01", "03-31");
  request.set_limit(2);
  const v1::ListEntriesResponse list = List(request);
  EXPECT_EQ(list.entries_size(), 2);
  EXPECT_EQ(list.total(), 5);
  EXPECT_EQ(list.summary().prompt_tokens(), 45);
  EXPECT_EQ(list.summary().completion_tokens(), 15);
}

TEST_F(ListEntriesTest, PagesAndOffsetsWalkOverEveryEntryOnce) {
  v1::ListEntriesRequest request = Between("03-01", "03-31");
  request.set_limit(2);
  request.set_page(2);
  EXPECT_THAT(RequestIds(List(request)), ElementsAre("r3", "r2"));
  request.set_page(4);
  EXPECT_THAT(RequestIds(List(request)), IsEmpty());
  request.set_page(0);
  request.set_offset(3);
  EXPECT_THAT(RequestIds(List(request)), ElementsAre("r2", "r1"));
}

TEST_F(ListEntriesTest, DailyUsageListsTheDaysWithEntriesOldestFirst) {
  const v1::ListEntriesResponse list = List(Between("03-01", "03-31"));

  ASSERT_EQ(list.daily_usage_size(), 4);
  EXPECT_EQ(list.daily_usage(0).date(), "2026-03-09");
  EXPECT_EQ(list.daily_usage(1).date(), "2026-03-10");
  EXPECT_EQ(list.daily_usage(1).api_requests(), 2);
  EXPECT_EQ(list.daily_usage(1).spend_nanos(), 2'400'000);
  EXPECT_EQ(list.daily_usage(1).prompt_tokens(), 18);
  EXPECT_EQ(list.daily_usage(1).completion_tokens(), 6);
  EXPECT_EQ(list.daily_usage(1).total_tokens(), 24);
  EXPECT_EQ(list.daily_usage(3).date(), "2026-03-12");
}

TEST_F(ListEntriesTest, WithoutDatesTheLastThirtyDaysAreShown) {
  v1::Entry recent = EntryAt("2026-03-10T12:00:00");
  const auto now = std::chrono::system_clock::now().time_since_epoch();
  recent.mutable_start_time()->set_seconds(std::chrono::duration_cast<std::chrono::seconds>(now).count());
  *recent.mutable_end_time() = recent.start_time();
  recent.set_request_id("recent");
  v1::Entry old = recent;
  old.set_entry_id("6f9619ff-8b86-4011-b42d-00c04fc964ff");
  old.mutable_start_time()->set_seconds(recent.start_time().seconds() - 32 * 86'400);
  Record({recent, old});

  EXPECT_THAT(RequestIds(List({})), ElementsAre("recent"));
}

TEST_F(ListEntriesTest, AMonthThatDoesNotExistIsRefusedNamingTheDate) {
  v1::ListEntriesRequest request;
  request.set_start_date("2026-13-01");

  const grpc::Status status = ListStatus(request);

  EXPECT_EQ(status.error_code(), grpc::StatusCode::INVALID_ARGUMENT);
  EXPECT_THAT(status.error_message(), HasSubstr("start_date"));
}

TEST_F(ListEntriesTest, ATextThatLooksLikeSqlIsAText) {
  v1::ListEntriesRequest request = Between("03-01", "03-31");
  request.set_key_id("' OR '' = '");
  EXPECT_EQ(List(request).total(), 0);
}

TEST_F(ListEntriesTest, KeysAreSummedLargestSpendFirst) {
  const std::vector<v1::KeySum> sums = SumByKey();
  ASSERT_EQ(sums.size(), 2u);
  EXPECT_EQ(sums[0].key_id(), "key-even");
  EXPECT_EQ(sums[0].spend_nanos(), 3'600'000);
  EXPECT_EQ(sums[0].total_tokens(), 36);
  EXPECT_EQ(sums[0].requests(), 3);
  EXPECT_EQ(sums[1].key_id(), "key-odd");
}

TEST_F(ListEntriesTest, OnlyTheKeysAskedForAreSummedAndOnesWithoutEntriesAreLeftOut) {
  const std::vector<v1::KeySum> sums = SumByKey({"key-odd", "never,used", "\"{}\\"});
  ASSERT_EQ(sums.size(), 1u);
  EXPECT_EQ(sums[0].key_id(), "key-odd");
}

TEST_F(ListEntriesTest, TheLimitKeepsTheLargest) {
  const std::vector<v1::KeySum> sums = SumByKey({}, 1);
  ASSERT_EQ(sums.size(), 1u);
  EXPECT_EQ(sums[0].key_id(), "key-even");
}

TEST_F(ListEntriesTest, EntriesWithoutAKeyBelongToNoKey) {
  Record({EntryAt("2026-03-10T12:00:00", "")});
  EXPECT_EQ(SumByKey().size(), 2u);
}

}  // namespace
}  // namespace signalbox::billing
