#include "services/router/domain/live/live_table.h"

#include <gtest/gtest.h>

namespace signalbox::router {
namespace {

using namespace std::chrono_literals;

constexpr TimePoint kBegin{1'700'000'000s};

TEST(LiveTableTest, TheSameIdIsTheSameStateAsLongAsSomebodyHoldsIt) {
  LiveTable table;
  auto held = table.Deployment("d");
  held->breaker.OpenUntil(kBegin + 1s);
  table.Forget();
  EXPECT_EQ(table.Deployment("d"), held);
  EXPECT_EQ(table.FindDeployment("d"), held);
  EXPECT_EQ(table.FindAccount("d"), nullptr);
}

TEST(LiveTableTest, WhomNobodyHoldsIsForgotten) {
  LiveTable table;
  table.Deployment("d")->breaker.OpenUntil(kBegin + 1s);
  table.Account("a");
  table.TurnsOf("m");
  table.Forget();
  EXPECT_EQ(table.FindDeployment("d"), nullptr);
  EXPECT_EQ(table.FindAccount("a"), nullptr);
  EXPECT_EQ(table.Deployment("d")->breaker.StateAt(kBegin), Breaker::State::kClosed);
}

TEST(LiveTableTest, NewNumbersReachThoseThatAreThereAndThoseThatCome) {
  LiveTable table;
  const auto old = table.Deployment("old");
  table.SetOptions({.server_faults = 1}, {.first = 1s});
  EXPECT_TRUE(old->breaker.Leave(Verdict::kServerFault, Breaker::Pass::kOrdinary, kBegin));
  EXPECT_TRUE(table.Deployment("new")->breaker.Leave(Verdict::kServerFault, Breaker::Pass::kOrdinary, kBegin));
  EXPECT_EQ(table.Account("a")->rest.Begin(RestReason::kRateLimited, std::nullopt, kBegin), kBegin + 1s);
}

TEST(MinuteWindowTest, CountsTheMinuteOfTheClockOnly) {
  MinuteWindow window;
  const TimePoint minute = std::chrono::floor<std::chrono::minutes>(kBegin);
  window.Add(1, 10, minute);
  window.Add(1, 5, minute + 59s);
  EXPECT_EQ(window.Read(minute + 59s).requests, 2u);
  EXPECT_EQ(window.Read(minute + 59s).tokens, 15u);
  EXPECT_EQ(window.Read(minute + 60s).requests, 0u);
  window.Add(1, 1, minute + 60s);
  EXPECT_EQ(window.Read(minute + 60s).requests, 1u);
  EXPECT_EQ(window.Read(minute + 60s).tokens, 1u);
}

TEST(MovingAverageTest, ANewSampleCountsATenth) {
  MovingAverage average;
  EXPECT_FALSE(average.Read(kBegin));
  average.Add(100us, kBegin);
  EXPECT_DOUBLE_EQ(*average.Read(kBegin), 100);
  average.Add(200us, kBegin);
  EXPECT_DOUBLE_EQ(*average.Read(kBegin), 110);
}

TEST(MovingAverageTest, IsForgottenAfterFiveMinutesAndThenBeginsAnew) {
  MovingAverage average;
  average.Add(1s, kBegin);
  EXPECT_TRUE(average.Read(kBegin + 299s));
  EXPECT_FALSE(average.Read(kBegin + 300s));
  average.Add(100us, kBegin + 300s);
  EXPECT_DOUBLE_EQ(*average.Read(kBegin + 300s), 100);
}

}  // namespace
}  // namespace signalbox::router
