#include "services/health/domain/board.h"

#include <gtest/gtest.h>

#include "tests/unit/services/health/fakes.h"

namespace signalbox::health {
namespace {

constexpr TimePoint kStart{std::chrono::seconds(1'700'000'000)};

Check CheckAt(const std::string& id, bool healthy, int second) {
  Check check;
  check.account_id = id;
  check.healthy = healthy;
  check.checked_at = kStart + std::chrono::seconds(second);
  return check;
}

TEST(BoardTest, KnowsNothingBeforeTheAccountsWereSet) {
  EXPECT_FALSE(Board().All().has_value());
}

TEST(BoardTest, AnAccountHasNoHealthBeforeItsFirstCheck) {
  Board board;
  board.SetAccounts({Enabled("a")});

  const AccountHealth health = board.All()->front();
  EXPECT_EQ(health.account, Enabled("a"));
  EXPECT_FALSE(health.last.has_value());
  EXPECT_FALSE(health.success_rate.has_value());
}

TEST(BoardTest, ShowsTheNewestCheckAndTheRateOfTheLastTen) {
  Board board;
  board.SetAccounts({Enabled("a")});
  board.Record(CheckAt("a", false, 0));
  board.Record(CheckAt("a", false, 1));
  for (int i = 2; i < 11; ++i) board.Record(CheckAt("a", true, i));

  const AccountHealth health = board.All()->front();
  EXPECT_EQ(health.last, CheckAt("a", true, 10));
  EXPECT_DOUBLE_EQ(*health.success_rate, 90.0);
}

TEST(BoardTest, KeepsTheChecksOfAccountsThatStayAndDropsThoseOfOthers) {
  Board board;
  board.SetAccounts({Enabled("a"), Enabled("b")});
  board.Record(CheckAt("a", true, 0));
  board.Record(CheckAt("b", true, 0));
  board.SetAccounts({Enabled("c"), Disabled("a")});
  board.SetAccounts({Enabled("a"), Enabled("b")});

  EXPECT_TRUE(board.All()->at(0).last.has_value());
  EXPECT_FALSE(board.All()->at(1).last.has_value());
}

TEST(BoardTest, TakesOverStoredChecksButNeverOlderOnes) {
  Board board;
  board.SetAccounts({Enabled("a"), Enabled("b")});
  board.Record(CheckAt("a", false, 5));
  board.Merge({{"a", {CheckAt("a", true, 4)}}, {"b", {CheckAt("b", true, 4)}}, {"gone", {CheckAt("gone", true, 4)}}});
  EXPECT_EQ(board.All()->at(0).last, CheckAt("a", false, 5));
  EXPECT_EQ(board.All()->at(1).last, CheckAt("b", true, 4));

  board.Merge({{"a", {CheckAt("a", true, 6), CheckAt("a", false, 5)}}});
  EXPECT_EQ(board.All()->at(0).last, CheckAt("a", true, 6));
  EXPECT_DOUBLE_EQ(*board.All()->at(0).success_rate, 50.0);
}

TEST(BoardTest, OverviewIsUnknownBeforeTheFirstCheck) {
  Board board;
  EXPECT_EQ(board.Sum().status, Overview::Status::kUnknown);
  board.SetAccounts({Enabled("a")});
  EXPECT_EQ(board.Sum().status, Overview::Status::kUnknown);
}

TEST(BoardTest, OverviewIsOkOnlyWhenEveryEnabledAccountIsHealthy) {
  Board board;
  board.SetAccounts({Enabled("a"), Enabled("b"), Disabled("c")});
  board.Record(CheckAt("c", false, 0));
  board.Record(CheckAt("a", true, 0));
  EXPECT_EQ(board.Sum().status, Overview::Status::kDegraded) << "b was not checked yet";

  board.Record(CheckAt("b", true, 0));
  EXPECT_EQ(board.Sum().status, Overview::Status::kOk);
  EXPECT_EQ(board.Sum().enabled, 2);
  EXPECT_EQ(board.Sum().healthy, 2);

  board.Record(CheckAt("b", false, 1));
  EXPECT_EQ(board.Sum().status, Overview::Status::kDegraded);
  EXPECT_EQ(board.Sum().healthy, 1);
}

}  // namespace
}  // namespace signalbox::health
