#include "services/health/domain/pace.h"

#include <gtest/gtest.h>

namespace signalbox::health {
namespace {

using namespace std::chrono_literals;

Pace With(std::chrono::milliseconds interval, double random = 0.5) {
  return Pace(interval, [random] { return random; });
}

TEST(PaceTest, LooksFourTimesInAnIntervalButAtLeastEveryFifteenSeconds) {
  EXPECT_EQ(With(20s).tick(), 5s);
  EXPECT_EQ(With(60s).tick(), 15s);
  EXPECT_EQ(With(1h).tick(), 15s);
}

TEST(PaceTest, AClaimIsOverWhenTheRoundNearestToTheIntervalsEndLooks) {
  for (const std::chrono::milliseconds interval : {1000ms, 60'000ms, 3'600'000ms}) {
    const Pace pace = With(interval);
    EXPECT_LT(pace.lease(), interval);
    EXPECT_GT(pace.lease() + pace.tick(), interval);
  }
}

TEST(PaceTest, JittersByTenPercent) {
  EXPECT_EQ(With(60s, 0.0).After(true), 13'500ms);
  EXPECT_EQ(With(60s, 0.5).After(true), 15'000ms);
  EXPECT_LT(With(60s, 0.999).After(true), 16'500ms);
}

TEST(PaceTest, RetriesSoonAfterAFailureThenEverMoreRarely) {
  Pace pace = With(60s);
  EXPECT_EQ(pace.After(false), 250ms);
  EXPECT_EQ(pace.After(false), 500ms);
  for (int i = 0; i < 10; ++i) pace.After(false);
  EXPECT_EQ(pace.After(false), 15s);

  pace.After(true);
  EXPECT_EQ(pace.After(false), 250ms);
}

TEST(PaceTest, NeverRetriesMoreRarelyThanItLooks) {
  EXPECT_EQ(With(400ms).After(false), 100ms);
}

}  // namespace
}  // namespace signalbox::health
