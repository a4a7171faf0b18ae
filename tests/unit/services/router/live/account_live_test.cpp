#include "services/router/domain/live/account_live.h"

#include <gtest/gtest.h>

namespace signalbox::router {
namespace {

using namespace std::chrono_literals;

constexpr TimePoint kBegin{1'700'000'000s};

TEST(RestTest, RestsAsLongAsTheProviderSays) {
  Rest rest;
  EXPECT_EQ(rest.Begin(RestReason::kRateLimited, 2s, kBegin), kBegin + 2s);
  EXPECT_TRUE(rest.IsResting(kBegin + 1999ms));
  EXPECT_EQ(rest.Reason(kBegin), RestReason::kRateLimited);
  EXPECT_FALSE(rest.IsResting(kBegin + 2s));
  EXPECT_EQ(rest.Reason(kBegin + 2s), RestReason::kNone);
}

TEST(RestTest, WithoutAWordRestsFifteenSecondsAndTwiceAsLongEachTimeUpToFiveMinutes) {
  Rest rest;
  TimePoint now = kBegin;
  for (const auto expected : {15s, 30s, 60s, 120s, 240s, 300s, 300s}) {
    EXPECT_EQ(rest.Begin(RestReason::kRateLimited, std::nullopt, now), now + expected);
    now += expected;
  }
}

TEST(RestTest, RequestsRefusedTogetherAreOneRefusal) {
  Rest rest;
  for (int i = 0; i < 20; ++i) rest.Begin(RestReason::kRateLimited, std::nullopt, kBegin);
  EXPECT_EQ(rest.Left(kBegin), 15s);
  EXPECT_EQ(rest.Begin(RestReason::kRateLimited, std::nullopt, kBegin + 15s), kBegin + 45s) << "the second";
}

TEST(RestTest, AShorterWordDoesNotEndALongerRest) {
  Rest rest;
  rest.Begin(RestReason::kRateLimited, 60s, kBegin);
  EXPECT_EQ(rest.Begin(RestReason::kRateLimited, 1s, kBegin), kBegin + 60s);
}

TEST(RestTest, AProviderCannotSendAnAccountAwayForLongerThanAnHour) {
  Rest rest;
  EXPECT_EQ(rest.Begin(RestReason::kRateLimited, 24h, kBegin), kBegin + 1h);
}

TEST(RestTest, ASuccessMakesTheNextRefusalTheFirst) {
  Rest rest;
  rest.Begin(RestReason::kRateLimited, std::nullopt, kBegin);
  rest.Begin(RestReason::kRateLimited, std::nullopt, kBegin + 15s);
  rest.End(kBegin + 15s);
  EXPECT_FALSE(rest.IsResting(kBegin + 15s));
  EXPECT_EQ(rest.Begin(RestReason::kRateLimited, std::nullopt, kBegin + 15s), kBegin + 30s);
}

TEST(RestTest, ASuccessThatBeganBeforeItRestedSaysNothing) {
  Rest rest;
  rest.Begin(RestReason::kRateLimited, 60s, kBegin);
  rest.End(kBegin - 1ms);
  EXPECT_TRUE(rest.IsResting(kBegin));
  rest.Forget();
  EXPECT_FALSE(rest.IsResting(kBegin));
}

TEST(RestTest, ARestThatAnotherReplicaSawEndsByTimeOnly) {
  Rest rest;
  rest.BeginUntil(RestReason::kRateLimited, kBegin + 10s);
  rest.End(kBegin + 5s);
  EXPECT_TRUE(rest.IsResting(kBegin + 9s));
  EXPECT_FALSE(rest.IsResting(kBegin + 10s));
}

TEST(RestTest, ARefusedKeyRestsLongerThanARateLimit) {
  Rest rest;
  EXPECT_EQ(rest.Begin(RestReason::kAuthFault, std::nullopt, kBegin), kBegin + 5min);
  EXPECT_EQ(rest.Reason(kBegin), RestReason::kAuthFault);
}

TEST(RestTest, RestsForWhatAnotherReplicaSaw) {
  Rest rest;
  rest.BeginUntil(RestReason::kQuotaExhausted, kBegin + 10s);
  rest.BeginUntil(RestReason::kRateLimited, kBegin + 5s);
  EXPECT_EQ(rest.Left(kBegin), 10s);
  EXPECT_EQ(rest.Reason(kBegin), RestReason::kQuotaExhausted);
}

}  // namespace
}  // namespace signalbox::router
