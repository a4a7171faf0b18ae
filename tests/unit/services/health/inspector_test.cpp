#include "services/health/domain/inspector.h"

#include <latch>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/unit/services/health/fakes.h"

namespace signalbox::health {
namespace {

using namespace std::chrono_literals;
using testing::ElementsAre;
using testing::IsEmpty;

constexpr TimePoint kNow{1'700'000'000s};

class InspectorTest : public ::testing::Test {
 protected:
  Findings Inspect(const std::vector<std::string>& ids) const { return inspector_.Inspect(ids, std::stop_token()); }

  FakeRouter router_;
  // One at a time, so that the order of probes is known.
  Inspector inspector_{router_, router_, [] { return kNow + 1ns; }, {.timeout = 10s, .parallel = 1}};
};

TEST_F(InspectorTest, WhatTheProviderAnswersIsTheCheck) {
  router_.answers.insert({"b", Refused()});

  const Findings findings = Inspect({"a", "b"});
  EXPECT_THAT(findings.checks, ElementsAre(Check{"a", true, 200, 5ms, "", kNow},
                                           Check{"b", false, 401, 7ms, "the provider refused the key", kNow}));
  EXPECT_THAT(findings.unprobed, IsEmpty());
  EXPECT_TRUE(findings.failure.ok());
}

TEST_F(InspectorTest, ARouterThatIsAwayIsNotHeldAgainstAnyAccount) {
  router_.answers.insert({"b", absl::UnavailableError("gone")});

  const Findings findings = Inspect({"a", "b", "c"});
  EXPECT_EQ(findings.checks.size(), 1u);
  EXPECT_THAT(findings.unprobed, ElementsAre("b", "c"));
  EXPECT_EQ(findings.failure.code(), absl::StatusCode::kUnavailable);
  EXPECT_THAT(router_.probed, ElementsAre("a", "b")) << "asking on would only wait";
}

TEST_F(InspectorTest, SilenceIsTheAccountsFaultWhileTheRouterAnswers) {
  router_.answers.insert({"a", absl::DeadlineExceededError("late")});

  const Findings findings = Inspect({"a", "b"});
  ASSERT_EQ(findings.checks.size(), 2u);
  EXPECT_EQ(findings.checks[0], (Check{"a", false, 0, 10s, "no answer within 10000 ms", kNow}));
  EXPECT_TRUE(findings.failure.ok());
}

TEST_F(InspectorTest, SilenceIsNobodysFaultWhenTheRouterIsSilentToo) {
  router_.answers.insert({"a", absl::DeadlineExceededError("late")});
  router_.away = absl::DeadlineExceededError("late");

  const Findings findings = Inspect({"a", "b"});
  EXPECT_THAT(findings.checks, IsEmpty());
  EXPECT_THAT(findings.unprobed, ElementsAre("a", "b"));
}

TEST_F(InspectorTest, AnErrorAboutOneAccountDoesNotKeepTheOthersFromBeingProbed) {
  router_.answers.insert({"a", absl::InternalError("cannot unseal")});

  const Findings findings = Inspect({"a", "b"});
  EXPECT_EQ(findings.checks.size(), 1u);
  EXPECT_THAT(findings.unprobed, IsEmpty());
  EXPECT_EQ(findings.failure.code(), absl::StatusCode::kInternal);
}

TEST_F(InspectorTest, AnAccountThatIsGoneIsNoFailure) {
  router_.answers.insert({"a", absl::NotFoundError("removed")});

  const Findings findings = Inspect({"a"});
  EXPECT_THAT(findings.checks, IsEmpty());
  EXPECT_THAT(findings.unprobed, IsEmpty());
  EXPECT_TRUE(findings.failure.ok());
}

TEST_F(InspectorTest, NoProbeBeginsAfterAStop) {
  std::stop_source stop;
  stop.request_stop();

  const Findings findings = inspector_.Inspect({"a", "b"}, stop.get_token());
  EXPECT_THAT(router_.probed, IsEmpty());
  EXPECT_THAT(findings.unprobed, ElementsAre("a", "b"));
}

TEST_F(InspectorTest, ACallersShortPatienceIsNoEvidence) {
  router_.answers.insert({"a", absl::DeadlineExceededError("late")});

  const auto check = inspector_.Inspect(RequestContext::Background(1s), "a");
  EXPECT_EQ(check.status().code(), absl::StatusCode::kDeadlineExceeded);
  EXPECT_LE(router_.last_patience, 1s);
}

TEST_F(InspectorTest, AProbeGetsItsTimeoutHoweverPatientTheCaller) {
  ASSERT_TRUE(inspector_.Inspect(RequestContext::Background(1h), "a").ok());
  EXPECT_LE(router_.last_patience, 11s);
  EXPECT_GT(router_.last_patience, 10s);
}

TEST_F(InspectorTest, LongErrorsAreCutBetweenCharacters) {
  ProbeResult result = Refused();
  result.error = std::string(499, 'x') + "é";
  router_.answers.insert({"a", result});

  EXPECT_EQ(Inspect({"a"}).checks[0].error, std::string(499, 'x'));
}

/// Lets the first probes go on only when as many are under way as may be, and counts them.
class CrowdedProber : public Prober {
 public:
  explicit CrowdedProber(int crowd) : crowd_(crowd), arrived_(crowd) {}

  absl::StatusOr<ProbeResult> Probe(const RequestContext&, const std::string&) override {
    const int now = ++under_way_;
    int most = most_.load();
    while (now > most && !most_.compare_exchange_weak(most, now)) {
    }
    if (++begun_ <= crowd_) arrived_.arrive_and_wait();
    --under_way_;
    return Healthy();
  }

  int most() const { return most_; }

 private:
  const int crowd_;
  std::latch arrived_;
  std::atomic<int> begun_{0};
  std::atomic<int> under_way_{0};
  std::atomic<int> most_{0};
};

TEST(InspectorParallelTest, ProbesSeveralAtOnceButNoMoreThanAllowed) {
  FakeRouter router;
  CrowdedProber prober(3);
  const Inspector inspector(router, prober, SystemNow, {.timeout = 10s, .parallel = 3});

  const Findings findings = inspector.Inspect({"a", "b", "c", "d", "e", "f", "g"}, std::stop_token());
  EXPECT_EQ(findings.checks.size(), 7u);
  EXPECT_EQ(prober.most(), 3);
}

}  // namespace
}  // namespace signalbox::health
