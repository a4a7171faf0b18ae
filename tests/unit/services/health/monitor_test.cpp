#include "services/health/domain/monitor.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/unit/services/health/fakes.h"

namespace signalbox::health {
namespace {

using namespace std::chrono_literals;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;
using testing::UnorderedElementsAre;

constexpr absl::StatusCode kUnavailable = absl::StatusCode::kUnavailable;

class MonitorTest : public ::testing::Test {
 protected:
  absl::Status Round() { return monitor_.Round(std::stop_token()); }

  TimePoint now_{1'700'000'000s};
  FakeRouter router_;
  FakeStore store_;
  Inspector inspector_{router_, router_, [this] { return now_; }, {.timeout = 10s, .parallel = 2}};
  Monitor monitor_{
      router_, store_, inspector_, [this] { return now_; }, {.lease = 50s, .history_age = 24h, .history_checks = 99}};
};

TEST_F(MonitorTest, ARoundProbesEveryEnabledAccountAndKeepsTheChecks) {
  router_.accounts = {Enabled("a"), Disabled("b"), Enabled("c")};
  router_.answers.insert({"c", Refused()});
  ASSERT_TRUE(Round().ok());

  EXPECT_THAT(router_.probed, UnorderedElementsAre("a", "c"));
  EXPECT_THAT(store_.checks, SizeIs(2));
  EXPECT_EQ(store_.last_lease, 50s);
  const auto list = monitor_.List();
  ASSERT_TRUE(list.ok());
  EXPECT_TRUE(list->at(0).last->healthy);
  EXPECT_FALSE(list->at(1).last.has_value());
  EXPECT_FALSE(list->at(2).last->healthy);
}

TEST_F(MonitorTest, WhatAnotherReplicaClaimedIsShownButNotProbed) {
  router_.accounts = {Enabled("a")};
  store_.claimed = {"a"};
  store_.checks = {Check{"a", false, 500, 1ms, "bad", now_ - 5s}};
  ASSERT_TRUE(Round().ok());

  EXPECT_THAT(router_.probed, IsEmpty());
  EXPECT_EQ(monitor_.Get("a")->last, store_.checks.front());
}

TEST_F(MonitorTest, ARouterThatIsAwayLeavesTheLastKnownState) {
  router_.accounts = {Enabled("a")};
  ASSERT_TRUE(Round().ok());
  router_.away = absl::UnavailableError("gone");

  EXPECT_EQ(Round().code(), kUnavailable);
  EXPECT_TRUE(monitor_.Get("a")->last->healthy);
  EXPECT_EQ(monitor_.GetOverview().status, Overview::Status::kOk);
  EXPECT_THAT(store_.checks, SizeIs(1));
}

TEST_F(MonitorTest, ARouterLostAmidARoundGivesItsClaimsBack) {
  router_.accounts = {Enabled("a")};
  router_.answers.insert({"a", absl::UnavailableError("gone")});

  EXPECT_EQ(Round().code(), kUnavailable);
  EXPECT_THAT(store_.claimed, IsEmpty());
  EXPECT_FALSE(monitor_.Get("a")->last.has_value());
}

TEST_F(MonitorTest, AStoreThatIsAwayLeavesTheLastKnownState) {
  router_.accounts = {Enabled("a")};
  ASSERT_TRUE(Round().ok());
  store_.away = absl::UnavailableError("gone");

  EXPECT_EQ(Round().code(), kUnavailable);
  EXPECT_TRUE(monitor_.Get("a")->last->healthy);
}

TEST_F(MonitorTest, NothingIsShownBeforeTheAccountsAreKnown) {
  router_.away = absl::UnavailableError("gone");
  EXPECT_FALSE(Round().ok());

  EXPECT_EQ(monitor_.List().status().code(), kUnavailable);
  EXPECT_EQ(monitor_.Get("a").status().code(), kUnavailable);
  EXPECT_EQ(monitor_.GetOverview().status, Overview::Status::kUnknown);
}

TEST_F(MonitorTest, AnUnknownAccountIsNotFound) {
  router_.accounts = {Enabled("a")};
  ASSERT_TRUE(Round().ok());

  EXPECT_EQ(monitor_.Get("b").status().code(), absl::StatusCode::kNotFound);
  EXPECT_EQ(monitor_.CheckNow({}, "b").status().code(), absl::StatusCode::kNotFound);
}

TEST_F(MonitorTest, ACheckByHandProbesAtOnceEvenADisabledAccount) {
  router_.accounts = {Disabled("a")};
  router_.answers.insert({"a", Refused()});

  const auto health = monitor_.CheckNow({}, "a");
  ASSERT_TRUE(health.ok());
  EXPECT_FALSE(health->last->healthy);
  EXPECT_THAT(store_.checks, ElementsAre(*health->last));
}

TEST_F(MonitorTest, ACheckByHandFailsWhileTheRouterIsAwayAndKeepsNothing) {
  router_.accounts = {Enabled("a")};
  ASSERT_TRUE(Round().ok());
  router_.answers.insert({"a", absl::UnavailableError("gone")});
  EXPECT_EQ(monitor_.CheckNow({}, "a").status().code(), kUnavailable);

  router_.away = absl::UnavailableError("gone");
  EXPECT_EQ(monitor_.CheckNow({}, "a").status().code(), kUnavailable);
  EXPECT_THAT(store_.checks, SizeIs(1));
}

TEST_F(MonitorTest, ForgetsOldChecksNowAndThen) {
  ASSERT_TRUE(Round().ok());
  now_ += 9min;
  ASSERT_TRUE(Round().ok());
  EXPECT_THAT(store_.pruned, ElementsAre(now_ - 9min - 24h));
  EXPECT_EQ(store_.last_max_checks, 99);

  now_ += 1min;
  ASSERT_TRUE(Round().ok());
  EXPECT_THAT(store_.pruned, SizeIs(2));
}

TEST_F(MonitorTest, HistoryIsBounded) {
  ASSERT_TRUE(monitor_.History({}, "", 0).ok());
  EXPECT_EQ(store_.last_limit, 50);
  ASSERT_TRUE(monitor_.History({}, "", 1000).ok());
  EXPECT_EQ(store_.last_limit, 1000);
  EXPECT_EQ(monitor_.History({}, "", 1001).status().code(), absl::StatusCode::kInvalidArgument);
  EXPECT_EQ(monitor_.History({}, "", -1).status().code(), absl::StatusCode::kInvalidArgument);
}

TEST_F(MonitorTest, NothingIsClaimedAfterAStop) {
  router_.accounts = {Enabled("a")};
  std::stop_source stop;
  stop.request_stop();
  ASSERT_TRUE(monitor_.Round(stop.get_token()).ok());

  EXPECT_THAT(store_.claimed, IsEmpty());
  EXPECT_THAT(router_.probed, IsEmpty());
}

}  // namespace
}  // namespace signalbox::health
