#include "services/router/domain/live/breaker.h"

#include <gtest/gtest.h>

namespace signalbox::router {
namespace {

using namespace std::chrono_literals;
using Pass = Breaker::Pass;
using State = Breaker::State;

constexpr TimePoint kBegin{1'700'000'000s};

/// Opens a breaker with the default numbers at `now`.
void Break(Breaker& breaker, TimePoint now) {
  for (int i = 0; i < 5; ++i) breaker.Leave(Verdict::kServerFault, Pass::kOrdinary, now);
}

/// Probes once; the breaker must be half open.
void Probe(Breaker& breaker, Verdict verdict, TimePoint now) {
  const Pass pass = breaker.Enter(now, false);
  ASSERT_EQ(pass, Pass::kProbe);
  breaker.Leave(verdict, pass, now);
}

TEST(BreakerTest, OpensAtTheFifthServerFaultInARow) {
  Breaker breaker;
  for (int i = 0; i < 4; ++i) EXPECT_FALSE(breaker.Leave(Verdict::kServerFault, Pass::kOrdinary, kBegin));
  EXPECT_EQ(breaker.StateAt(kBegin), State::kClosed);
  EXPECT_TRUE(breaker.Leave(Verdict::kServerFault, Pass::kOrdinary, kBegin));
  EXPECT_EQ(breaker.StateAt(kBegin), State::kOpen);
  EXPECT_EQ(breaker.Readiness(kBegin), 0);
  EXPECT_EQ(breaker.OpenFor(kBegin), 30s);
}

TEST(BreakerTest, OpensAtTheFourthTransportFaultInARow) {
  Breaker breaker;
  for (int i = 0; i < 3; ++i) breaker.Leave(Verdict::kTransportFault, Pass::kOrdinary, kBegin);
  EXPECT_EQ(breaker.StateAt(kBegin), State::kClosed);
  EXPECT_TRUE(breaker.Leave(Verdict::kTransportFault, Pass::kOrdinary, kBegin));
}

TEST(BreakerTest, ASuccessBetweenFaultsBeginsTheRowAgain) {
  Breaker breaker;
  for (int i = 0; i < 4; ++i) breaker.Leave(Verdict::kServerFault, Pass::kOrdinary, kBegin);
  breaker.Leave(Verdict::kWell, Pass::kOrdinary, kBegin);
  for (int i = 0; i < 4; ++i) breaker.Leave(Verdict::kServerFault, Pass::kOrdinary, kBegin);
  EXPECT_EQ(breaker.StateAt(kBegin), State::kClosed);
}

TEST(BreakerTest, WhatSaysNothingAboutTheDeploymentNeitherOpensNorHeals) {
  Breaker breaker;
  for (int i = 0; i < 4; ++i) breaker.Leave(Verdict::kServerFault, Pass::kOrdinary, kBegin);
  for (int i = 0; i < 100; ++i) breaker.Leave(Verdict::kNeutral, Pass::kOrdinary, kBegin);
  EXPECT_EQ(breaker.StateAt(kBegin), State::kClosed);
  breaker.Leave(Verdict::kServerFault, Pass::kOrdinary, kBegin);
  EXPECT_EQ(breaker.StateAt(kBegin), State::kOpen);
}

TEST(BreakerTest, OpensWhenMoreThanHalfOfTheLastFiveMinutesFailed) {
  Breaker breaker;
  for (int i = 0; i < 9; ++i) {
    breaker.Leave(Verdict::kServerFault, Pass::kOrdinary, kBegin);
    breaker.Leave(Verdict::kWell, Pass::kOrdinary, kBegin);
  }
  breaker.Leave(Verdict::kServerFault, Pass::kOrdinary, kBegin);
  EXPECT_EQ(breaker.StateAt(kBegin), State::kClosed) << "10 of 19: too few requests to judge";
  EXPECT_TRUE(breaker.Leave(Verdict::kServerFault, Pass::kOrdinary, kBegin)) << "11 of 20";
}

TEST(BreakerTest, FaultsOlderThanFiveMinutesAreForgotten) {
  Breaker breaker;
  for (int i = 0; i < 10; ++i) {
    breaker.Leave(Verdict::kServerFault, Pass::kOrdinary, kBegin);
    breaker.Leave(Verdict::kWell, Pass::kOrdinary, kBegin);
  }
  breaker.Leave(Verdict::kServerFault, Pass::kOrdinary, kBegin + 5min);
  EXPECT_EQ(breaker.StateAt(kBegin + 5min), State::kClosed);
}

TEST(BreakerTest, HalfOpenItAdmitsOneProbeAtATime) {
  Breaker breaker;
  Break(breaker, kBegin);
  const TimePoint later = kBegin + 30s;
  EXPECT_EQ(breaker.Enter(later - 1ms, false), Pass::kRefused);
  EXPECT_EQ(breaker.StateAt(later), State::kHalfOpen);
  EXPECT_EQ(breaker.Readiness(later), 0.2);
  EXPECT_EQ(breaker.Enter(later, false), Pass::kProbe);
  EXPECT_EQ(breaker.Readiness(later), 0);
  EXPECT_EQ(breaker.Enter(later, false), Pass::kRefused);
  breaker.Leave(Verdict::kNeutral, Pass::kProbe, later);
  EXPECT_EQ(breaker.Enter(later, false), Pass::kProbe);
}

TEST(BreakerTest, TwoGoodProbesCloseItAndItsShareGrowsBack) {
  Breaker breaker;
  Break(breaker, kBegin);
  const TimePoint later = kBegin + 30s;
  Probe(breaker, Verdict::kWell, later);
  EXPECT_EQ(breaker.StateAt(later), State::kHalfOpen);
  Probe(breaker, Verdict::kWell, later);
  EXPECT_EQ(breaker.StateAt(later), State::kClosed);
  EXPECT_DOUBLE_EQ(breaker.Readiness(later), 0.2);
  EXPECT_DOUBLE_EQ(breaker.Readiness(later + 30s), 0.5);
  EXPECT_DOUBLE_EQ(breaker.Readiness(later + 60s), 1);
}

TEST(BreakerTest, AFailedProbeOpensItForTwiceAsLongUpToFiveMinutes) {
  Breaker breaker;
  Break(breaker, kBegin);
  TimePoint now = kBegin + 30s;
  for (const auto expected : {60s, 120s, 240s, 300s, 300s}) {
    Probe(breaker, Verdict::kTransportFault, now);
    EXPECT_EQ(breaker.OpenFor(now), expected);
    now += expected;
  }
}

TEST(BreakerTest, RequestsThatBeganBeforeItOpenedDoNotPutOffItsProbe) {
  Breaker breaker;
  Break(breaker, kBegin);
  for (int i = 0; i < 50; ++i) breaker.Leave(Verdict::kServerFault, Pass::kOrdinary, kBegin + 20s);
  EXPECT_EQ(breaker.OpenFor(kBegin + 20s), 10s);
}

TEST(BreakerTest, WhoHasNobodyElseAsksItEvenOpenAndItsAnswersCountAsProbes) {
  Breaker breaker;
  Break(breaker, kBegin);
  for (int i = 0; i < 2; ++i) {
    const Pass pass = breaker.Enter(kBegin, true);
    EXPECT_EQ(pass, Pass::kProbe);
    EXPECT_EQ(breaker.Enter(kBegin, true), Pass::kOrdinary);
    breaker.Leave(Verdict::kWell, pass, kBegin);
  }
  EXPECT_EQ(breaker.StateAt(kBegin), State::kClosed);
}

TEST(BreakerTest, AfterItsSlowStartTheNextTimeCountsAsTheFirst) {
  Breaker breaker;
  Break(breaker, kBegin);
  const TimePoint closed = kBegin + 30s;
  Probe(breaker, Verdict::kWell, closed);
  Probe(breaker, Verdict::kWell, closed);
  breaker.Leave(Verdict::kWell, Pass::kOrdinary, closed + 60s);
  Break(breaker, closed + 70s);
  EXPECT_EQ(breaker.OpenFor(closed + 70s), 30s);
}

TEST(BreakerTest, OpensForWhatAnotherReplicaSaw) {
  Breaker breaker;
  breaker.OpenUntil(kBegin + 10s);
  EXPECT_EQ(breaker.OpenFor(kBegin), 10s);
  breaker.OpenUntil(kBegin + 5s);
  EXPECT_EQ(breaker.OpenFor(kBegin), 10s) << "an older message says less";
  breaker.Reset();
  EXPECT_EQ(breaker.StateAt(kBegin), State::kClosed);
}

}  // namespace
}  // namespace signalbox::router
