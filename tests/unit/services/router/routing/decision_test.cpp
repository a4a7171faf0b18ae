#include "services/router/domain/routing/decision.h"

#include <random>

#include <gtest/gtest.h>

#include "tests/unit/services/router/routing/candidate_fixtures.h"

namespace signalbox::router {
namespace {

using namespace std::chrono_literals;
using testing::Field;
using testing::kBegin;

const RouteQuery kQuery{.now = kBegin};

/// Of 10,000 decisions, how many went to each. Seeded, so a failure can be seen again.
std::vector<int> Counts(Field& field, const RouteQuery& query = kQuery, int decisions = 10'000) {
  std::mt19937_64 generator(7);
  const Random random = [&](std::uint64_t bound) { return generator() % bound; };
  std::vector<int> counts(field.Fresh().size(), 0);
  for (int i = 0; i < decisions; ++i) {
    auto candidates = field.Fresh();
    ++counts[Decide({}, query, candidates, random)->index];
  }
  return counts;
}

const Random kFirst = [](std::uint64_t) { return 0; };

void BreakOpen(DeploymentLive& live, std::chrono::milliseconds length = 30s) {
  live.breaker.OpenUntil(kBegin + length);
}

TEST(DecisionTest, SimpleShuffleDrawsByWeight) {
  Field field({{.weight = 3}, {.weight = 1}});
  const auto counts = Counts(field);
  EXPECT_NEAR(counts[0], 7500, 200);
  EXPECT_NEAR(counts[1], 2500, 200);
}

TEST(DecisionTest, SimpleShuffleDrawsByRequestsAMinuteWhenNobodyHasAWeight) {
  Field field({{.rpm = 300}, {.rpm = 100}});
  EXPECT_NEAR(Counts(field)[0], 7500, 200);
}

TEST(DecisionTest, SimpleShuffleDrawsByTokensAMinuteWhenThatIsAllThereIs) {
  Field field({{.tpm = 1000}, {.tpm = 3000}});
  EXPECT_NEAR(Counts(field)[1], 7500, 200);
}

TEST(DecisionTest, SimpleShuffleDrawsEvenlyWithoutAnything) {
  Field field(std::vector<DeploymentTraits>(2));
  EXPECT_NEAR(Counts(field)[0], 5000, 200);
}

TEST(DecisionTest, AWeightOfZeroTakesNothing) {
  Field field({{.weight = 0}, {.weight = 1}});
  EXPECT_EQ(Counts(field)[0], 0);
  auto candidates = field.Fresh();
  Decide({}, kQuery, candidates, kFirst);
  EXPECT_EQ(candidates[0].rejection, Rejection::kDrained);
}

TEST(DecisionTest, SaysOfEveryCandidateWhyItWasNotChosen) {
  Field field({{}, {}, {.context_window = 100}, {.rpm = 1}, {}, {}});
  BreakOpen(field.live(1));
  field.live(3).minute.Add(1, 0, kBegin);
  auto candidates = field.Fresh();
  candidates[0].tried = true;
  candidates[4].has_account = false;

  const auto decision =
      Decide({}, {.input_tokens = 90, .counted = true, .output_tokens = 20, .now = kBegin}, candidates, kFirst);

  ASSERT_TRUE(decision);
  EXPECT_EQ(decision->index, 5u);
  EXPECT_FALSE(decision->last_resort);
  EXPECT_EQ(candidates[0].rejection, Rejection::kTried);
  EXPECT_EQ(candidates[1].rejection, Rejection::kOpen);
  EXPECT_EQ(candidates[2].rejection, Rejection::kContextWindow);
  EXPECT_EQ(candidates[3].rejection, Rejection::kOverLimit);
  EXPECT_EQ(candidates[4].rejection, Rejection::kNoAccount);
  EXPECT_EQ(candidates[5].rejection, Rejection::kNone);
}

TEST(DecisionTest, WhoCouldHaveBeenChosenAsWellIsNotRejected) {
  Field field(std::vector<DeploymentTraits>(2));
  auto candidates = field.Fresh();
  Decide({}, kQuery, candidates, kFirst);
  EXPECT_EQ(candidates[1].rejection, Rejection::kNotDrawn);
  EXPECT_GT(candidates[1].share, 0u);
}

TEST(DecisionTest, APinnedRequestGoesThereByIdOrLabelOnly) {
  Field field(std::vector<DeploymentTraits>(3));
  auto candidates = field.Fresh();
  EXPECT_EQ(Decide({}, {.pinned = "b", .now = kBegin}, candidates, kFirst)->index, 1u);
  EXPECT_EQ(candidates[0].rejection, Rejection::kNotPinned);
  candidates = field.Fresh();
  EXPECT_FALSE(Decide({}, {.pinned = "x", .now = kBegin}, candidates, kFirst));
}

TEST(DecisionTest, WithAllOpenTheOneThatIsNearestToBeingWellIsAskedAnyway) {
  Field field(std::vector<DeploymentTraits>(3));
  BreakOpen(field.live(0), 30s);
  BreakOpen(field.live(1), 10s);
  BreakOpen(field.live(2), 20s);
  auto candidates = field.Fresh();
  const auto decision = Decide({}, kQuery, candidates, kFirst);
  ASSERT_TRUE(decision);
  EXPECT_EQ(decision->index, 1u);
  EXPECT_TRUE(decision->last_resort);
}

TEST(DecisionTest, NobodyWhoWasTriedIsALastResort) {
  Field field(std::vector<DeploymentTraits>(2));
  BreakOpen(field.live(0));
  auto candidates = field.Fresh();
  candidates[0].tried = candidates[1].tried = true;
  EXPECT_FALSE(Decide({}, kQuery, candidates, kFirst));
}

TEST(DecisionTest, ATooLongRequestIsNoLastResort) {
  Field field(std::vector<DeploymentTraits>{{.context_window = 10}});
  auto candidates = field.Fresh();
  EXPECT_FALSE(Decide({}, {.input_tokens = 11, .counted = true, .now = kBegin}, candidates, kFirst));
}

TEST(DecisionTest, AnEstimateKeepsNobodyOut) {
  Field field(std::vector<DeploymentTraits>{{.context_window = 10}});
  auto candidates = field.Fresh();
  EXPECT_TRUE(Decide({}, {.input_tokens = 11, .now = kBegin}, candidates, kFirst));
}

TEST(DecisionTest, OfLastResortsARestingAccountCountsAsLongAsItRests) {
  Field field(std::vector<DeploymentTraits>(2));
  BreakOpen(field.live(1), 2s);
  auto candidates = field.Fresh();
  candidates[0].has_account = false;
  candidates[0].account_wait = 1h;
  EXPECT_EQ(Decide({}, kQuery, candidates, kFirst)->index, 1u);
}

TEST(DecisionTest, WhoRecoversGetsLessThanItsShare) {
  Field field(std::vector<DeploymentTraits>(2));
  for (int i = 0; i < 5; ++i) {
    field.live(0).breaker.Leave(Verdict::kServerFault, Breaker::Pass::kOrdinary, kBegin - 60s);
  }
  EXPECT_NEAR(Counts(field)[0], 10'000 * 0.2 / 1.2, 200);
}

TEST(DecisionTest, TheSameDrawsGiveTheSameDecision) {
  Field field({{.weight = 1}, {.weight = 2}, {.weight = 3}});
  EXPECT_EQ(Counts(field, kQuery, 100), Counts(field, kQuery, 100));
}

TEST(DecisionTest, TheLastResortIsTheNearestOfThoseThatTheStrategiesLeave) {
  Field field({{.tags = {"eu"}}, {}});
  BreakOpen(field.live(0), 30s);
  BreakOpen(field.live(1), 10s);
  const Strategies strategies{*MakeStrategy("tag-based", {field.traits(), nullptr})};
  auto candidates = field.Fresh();

  const auto decision = Decide(strategies, {.tags = {"eu"}, .now = kBegin}, candidates, kFirst);

  ASSERT_TRUE(decision);
  EXPECT_EQ(decision->index, 0u);
  EXPECT_TRUE(decision->last_resort);
  EXPECT_EQ(candidates[1].rejection, Rejection::kTags);
}

}  // namespace
}  // namespace signalbox::router
