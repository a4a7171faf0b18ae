#include <random>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "common/status/error.h"
#include "services/router/domain/routing/decision.h"
#include "tests/unit/services/router/routing/candidate_fixtures.h"

namespace signalbox::router {
namespace {

using namespace std::chrono_literals;
using testing::Field;
using ::testing::HasSubstr;
using testing::kBegin;

const RouteQuery kQuery{.now = kBegin};
const Random kFirst = [](std::uint64_t) { return 0; };

Strategies Only(const Field& field, std::string_view name, std::shared_ptr<Turns> turns = std::make_shared<Turns>(0)) {
  return {*MakeStrategy(name, {field.traits(), std::move(turns)})};
}

char Choose(Field& field, const Strategies& strategies, const RouteQuery& query = kQuery) {
  auto candidates = field.Fresh();
  const auto decision = Decide(strategies, query, candidates, kFirst);
  return decision ? static_cast<char>('a' + decision->index) : '-';
}

TEST(StrategyTest, AnUnknownNameIsRefusedWithThoseThatThereAre) {
  const absl::Status status = CheckStrategy("fastest");
  EXPECT_THAT(MessageOf(status), HasSubstr("no strategy \"fastest\""));
  EXPECT_THAT(MessageOf(status), HasSubstr("lowest-latency"));
  EXPECT_TRUE(CheckStrategy("prefix-affinity").ok());
}

TEST(WeightedRoundRobinTest, G20GoesAroundSmoothly) {
  Field field({{.weight = 5}, {.weight = 1}, {.weight = 1}});
  const Strategies strategies = Only(field, "weighted-round-robin");
  std::string order;
  for (int i = 0; i < 14; ++i) order += Choose(field, strategies);
  EXPECT_EQ(order, "aabacaaaabacaa");
}

TEST(WeightedRoundRobinTest, G20IsExactOverEveryFullCycleAlsoAfterTheConfigurationWasReadAgain) {
  Field field({{.weight = 50}, {.weight = 30}, {.weight = 20}});
  const auto turns = std::make_shared<Turns>(0);
  std::map<char, int> counts;
  for (int snapshot = 0; snapshot < 4; ++snapshot) {
    const Strategies strategies = Only(field, "weighted-round-robin", turns);
    for (int i = 0; i < 25; ++i) ++counts[Choose(field, strategies)];
  }
  EXPECT_EQ(counts, (std::map<char, int>{{'a', 50}, {'b', 30}, {'c', 20}}));
}

TEST(WeightedRoundRobinTest, WithOneAwayTheOthersKeepTheirProportions) {
  Field field({{.weight = 5}, {.weight = 3}, {.weight = 1}});
  field.live(0).breaker.OpenUntil(kBegin + 1h);
  const Strategies strategies = Only(field, "weighted-round-robin");
  std::map<char, int> counts;
  for (int i = 0; i < 4000; ++i) ++counts[Choose(field, strategies)];
  EXPECT_NEAR(counts['b'], 3000, 20);
  EXPECT_NEAR(counts['c'], 1000, 20);
}

TEST(WeightedRoundRobinTest, CountingOnOtherTurnsTakesNoneOfItsOwn) {
  Field field({{.weight = 5}, {.weight = 1}, {.weight = 1}});
  const Strategies strategies = Only(field, "weighted-round-robin");
  std::string order;
  for (int i = 0; i < 7; ++i) {
    const auto copy = strategies[0]->CountingOn(std::make_shared<Turns>(i));
    const char told = Choose(field, {copy});
    order += Choose(field, strategies);
    EXPECT_EQ(told, order.back());
  }
  EXPECT_EQ(order, "aabacaa");
}

TEST(WeightedRoundRobinTest, OneThatRecoversGetsLessThanItsTurns) {
  Field field({{.weight = 1}, {.weight = 1}});
  Breaker& breaker = field.live(0).breaker;
  for (int i = 0; i < 5; ++i) breaker.Leave(Verdict::kServerFault, Breaker::Pass::kOrdinary, kBegin - 60s);
  for (int i = 0; i < 2; ++i) breaker.Leave(Verdict::kWell, breaker.Enter(kBegin, false), kBegin);
  ASSERT_DOUBLE_EQ(breaker.Readiness(kBegin), 0.2);
  const Strategies strategies = Only(field, "weighted-round-robin");
  std::map<char, int> counts;
  for (int i = 0; i < 1200; ++i) ++counts[Choose(field, strategies)];
  EXPECT_NEAR(counts['a'], 200, 10);
}

TEST(LowestLatencyTest, KeepsThoseWithinATenthOfTheBest) {
  Field field(std::vector<DeploymentTraits>(3));
  field.live(0).latency.Add(100ms, kBegin);
  field.live(1).latency.Add(109ms, kBegin);
  field.live(2).latency.Add(120ms, kBegin);
  auto candidates = field.Fresh();
  Decide(Only(field, "lowest-latency"), kQuery, candidates, kFirst);
  EXPECT_GT(candidates[0].share, 0u);
  EXPECT_GT(candidates[1].share, 0u);
  EXPECT_EQ(candidates[2].rejection, Rejection::kOutranked);
}

TEST(LowestLatencyTest, StreamsAreJudgedByTheirFirstByte) {
  Field field(std::vector<DeploymentTraits>(2));
  field.live(0).latency.Add(100ms, kBegin);
  field.live(1).latency.Add(900ms, kBegin);
  field.live(0).first_byte.Add(90ms, kBegin);
  field.live(1).first_byte.Add(10ms, kBegin);
  const Strategies strategies = Only(field, "lowest-latency");
  EXPECT_EQ(Choose(field, strategies), 'a');
  EXPECT_EQ(Choose(field, strategies, {.stream = true, .now = kBegin}), 'b');
}

TEST(LowestLatencyTest, OneThatWasNeverMeasuredGoesFirstByOneRequestAtATime) {
  Field field(std::vector<DeploymentTraits>(2));
  field.live(0).latency.Add(10ms, kBegin);
  const Strategies strategies = Only(field, "lowest-latency");
  EXPECT_EQ(Choose(field, strategies), 'b');
  field.live(1).in_flight = 1;
  EXPECT_EQ(Choose(field, strategies), 'a');
}

TEST(LowestLatencyTest, OneThatAnswersNothingToMeasureIsExploredOnceInTenSeconds) {
  Field field(std::vector<DeploymentTraits>(2));
  field.live(0).latency.Add(10ms, kBegin);
  field.live(1).begun_at = std::chrono::duration_cast<std::chrono::milliseconds>(kBegin.time_since_epoch()).count();
  const Strategies strategies = Only(field, "lowest-latency");
  EXPECT_EQ(Choose(field, strategies, {.now = kBegin + 9s}), 'a');
  EXPECT_EQ(Choose(field, strategies, {.now = kBegin + 10s}), 'b');
}

TEST(LeastBusyTest, PrefersTheFewestInFlightAndDrawsTiesByWeight) {
  Field field({{.weight = 1}, {.weight = 1}, {.weight = 3}});
  field.live(0).in_flight = 2;
  auto candidates = field.Fresh();
  Decide(Only(field, "least-busy"), kQuery, candidates, kFirst);
  EXPECT_EQ(candidates[0].rejection, Rejection::kOutranked);
  EXPECT_EQ(candidates[2].share, 3 * candidates[1].share);
}

TEST(LowestUsageTest, ComparesPartsOfTheirOwnLimits) {
  Field field({{.tpm = 1000}, {.tpm = 10'000}});
  field.live(0).minute.Add(1, 200, kBegin);   // A fifth.
  field.live(1).minute.Add(1, 1500, kBegin);  // Less than a sixth, though more tokens.
  EXPECT_EQ(Choose(field, Only(field, "lowest-tpm-rpm")), 'b');
}

TEST(LowestUsageTest, OneOverItsLimitIsNotAskedWhileAnotherIsThere) {
  Field field({{.rpm = 1}, {.rpm = 100}});
  field.live(0).minute.Add(1, 0, kBegin);
  field.live(1).minute.Add(99, 0, kBegin);
  EXPECT_EQ(Choose(field, Only(field, "lowest-tpm-rpm")), 'b');
}

TEST(LowestCostTest, ComparesWhatThisRequestMayCost) {
  Field field({{.price = TokenPrice{1000, 9000}}, {.price = TokenPrice{4000, 4000}}});
  const Strategies strategies = Only(field, "lowest-cost");
  EXPECT_EQ(Choose(field, strategies, {.input_tokens = 10'000, .output_tokens = 100, .now = kBegin}), 'a');
  EXPECT_EQ(Choose(field, strategies, {.input_tokens = 100, .output_tokens = 10'000, .now = kBegin}), 'b');
}

TEST(LowestCostTest, OneWithoutAPriceComesLast) {
  Field field({{}, {.price = TokenPrice{1'000'000, 1'000'000}}});
  const Strategies strategies = Only(field, "lowest-cost");
  EXPECT_EQ(Choose(field, strategies), 'b');
  field.live(1).breaker.OpenUntil(kBegin + 1h);
  EXPECT_EQ(Choose(field, strategies), 'a');
}

TEST(TagBasedTest, ARequestGoesToThoseWithAnyOfItsTags) {
  Field field({{.tags = {"eu", "fast"}}, {.tags = {"us"}}, {.tags = {"default"}}});
  const Strategies strategies = Only(field, "tag-based");
  const std::vector<std::string> eu{"x", "eu"};
  const std::vector<std::string> unknown{"asia"};
  EXPECT_EQ(Choose(field, strategies, {.tags = eu, .now = kBegin}), 'a');
  EXPECT_EQ(Choose(field, strategies, {.tags = unknown, .now = kBegin}), 'c');
  EXPECT_EQ(Choose(field, strategies), 'c');
}

TEST(TagBasedTest, ATagIsNeverLeftBecauseItsOnlyDeploymentIsIll) {
  Field field({{.tags = {"eu"}}, {.tags = {"default"}}});
  field.live(0).breaker.OpenUntil(kBegin + 1h);
  const std::vector<std::string> eu{"eu"};
  EXPECT_EQ(Choose(field, Only(field, "tag-based"), {.tags = eu, .now = kBegin}), 'a');
}

TEST(TagBasedTest, WithoutItsTagAndWithoutADefaultThereIsNobody) {
  Field field({{.tags = {"eu"}}, {}});
  const std::vector<std::string> us{"us"};
  EXPECT_EQ(Choose(field, Only(field, "tag-based"), {.tags = us, .now = kBegin}), '-');
}

TEST(PriorityTest, TheLowestNumberThatIsWellGoesFirst) {
  Field field({{.priority = 2}, {.priority = 1}, {.priority = 3}});
  const Strategies strategies = Only(field, "priority");
  EXPECT_EQ(Choose(field, strategies), 'b');
  field.live(1).breaker.OpenUntil(kBegin + 1h);
  EXPECT_EQ(Choose(field, strategies), 'a');
}

TEST(PrefixAffinityTest, TheSamePrefixGoesToTheSamePlaceAndOthersSpreadByShare) {
  Field field({{.weight = 2}, {.weight = 1}, {.weight = 1}});
  const Strategies strategies = Only(field, "prefix-affinity");
  std::mt19937_64 generator(11);
  std::map<char, int> counts;
  for (int i = 0; i < 8000; ++i) {
    const RouteQuery query{.prefix_hash = generator() | 1, .now = kBegin};
    const char chosen = Choose(field, strategies, query);
    EXPECT_EQ(Choose(field, strategies, query), chosen);
    ++counts[chosen];
  }
  EXPECT_NEAR(counts['a'], 4000, 200);
  EXPECT_NEAR(counts['b'], 2000, 200);
}

TEST(PrefixAffinityTest, WhenOneGoesOnlyItsOwnConversationsMove) {
  Field field(std::vector<DeploymentTraits>(3));
  const Strategies strategies = Only(field, "prefix-affinity");
  std::mt19937_64 generator(13);
  for (int i = 0; i < 1000; ++i) {
    const RouteQuery query{.prefix_hash = generator() | 1, .now = kBegin};
    field.live(2).breaker.Reset();
    const char before = Choose(field, strategies, query);
    field.live(2).breaker.OpenUntil(kBegin + 1h);
    if (before == 'c') continue;
    EXPECT_EQ(Choose(field, strategies, query), before);
  }
}

TEST(PrefixAffinityTest, OneWithMoreThanItsFairLoadIsPassedOver) {
  Field field(std::vector<DeploymentTraits>(2));
  const Strategies strategies = Only(field, "prefix-affinity");
  RouteQuery query{.prefix_hash = 1, .now = kBegin};
  while (Choose(field, strategies, query) != 'a') ++query.prefix_hash;
  field.live(0).in_flight = 100;
  EXPECT_EQ(Choose(field, strategies, query), 'b');
}

TEST(StrategyTest, StrategiesStandAfterEachOther) {
  Field field({{.priority = 1}, {.priority = 1}, {.priority = 2}});
  field.live(0).latency.Add(900ms, kBegin);
  field.live(1).latency.Add(100ms, kBegin);
  field.live(2).latency.Add(1ms, kBegin);
  Strategies both = Only(field, "priority");
  both.push_back(Only(field, "lowest-latency").front());
  EXPECT_EQ(Choose(field, both), 'b');
}

}  // namespace
}  // namespace signalbox::router
