#include "services/router/domain/attempt_plan.h"

#include <map>
#include <set>

#include <gtest/gtest.h>

#include "tests/unit/services/router/catalog_fixtures.h"

namespace signalbox::router {
namespace {

using namespace testing;  // NOLINT: this service's fixtures.

using namespace std::chrono_literals;

const Random kFirst = [](std::uint64_t) { return 0; };
const AttemptReport kWell{};
const AttemptReport kServerFault{.outcome = {OutcomeClass::kServerFault, true, Blame::kDeployment}};
const AttemptReport kRateLimited{.outcome = {OutcomeClass::kRateLimited, true, Blame::kAccount}};
const AttemptReport kCallerFault{.outcome = {OutcomeClass::kCallerFault, false, Blame::kNobody}};

Catalog Providers(int count, int accounts_each) {
  Catalog catalog;
  for (int i = 0; i < count; ++i) {
    const std::string name(1, static_cast<char>('a' + i));
    catalog.providers.push_back(MakeProvider(name));
    catalog.deployments.push_back(MakeDeployment("m", name));
    for (int k = 0; k < accounts_each; ++k) catalog.accounts.push_back(MakeAccount(name, std::to_string(k)));
  }
  return catalog;
}

/// A route of providers "a", "b", ... and what is known of them.
struct World {
  World(int providers, int accounts_each) : World(Providers(providers, accounts_each)) {}
  explicit World(Catalog catalog) : snapshot(MakeSnapshot(std::move(catalog), {}, &live)) {}

  const Route& route() const { return *snapshot->Find("m"); }
  DeploymentLive& deployment(std::size_t index) const { return *route().deployments[index].live; }

  LiveTable live;
  std::shared_ptr<const Snapshot> snapshot;
};

std::unique_ptr<AttemptPlan> PlanOf(const World& world, const RouteQuery& query = {}, const Random& random = kFirst) {
  return std::make_unique<AttemptPlan>(world.route(), query, 4, random);
}

std::string ProviderOf(const std::optional<Target>& target) {
  return target ? target->endpoint->provider.name : "";
}

/// One request that ends so.
std::string AskOnce(const World& world, const AttemptReport& report, TimePoint now = kNow) {
  const auto plan = PlanOf(world);
  const std::string asked = ProviderOf(plan->Next(now));
  plan->Finish(report, now);
  return asked;
}

TEST(AttemptPlanTest, TriesEachTargetOnce) {
  const World world(2, 1);
  const auto plan = PlanOf(world);

  const std::string first = ProviderOf(plan->Next(kNow));
  plan->Finish(kRateLimited, kNow);
  const std::string second = ProviderOf(plan->Next(kNow));
  plan->Finish(kRateLimited, kNow);

  EXPECT_EQ((std::set{first, second}), (std::set<std::string>{"a", "b"}));
  EXPECT_FALSE(plan->Next(kNow));
  EXPECT_EQ(plan->attempts(), 2);
}

TEST(AttemptPlanTest, ADeploymentThatCannotBeAskedIsNoAttemptAndNotTriedWithAnotherAccount) {
  const World world(6, 2);
  const auto plan = PlanOf(world);
  std::set<std::string> asked;

  while (const auto target = plan->Next(kNow)) {
    EXPECT_TRUE(asked.insert(ProviderOf(target)).second);
    plan->SkipDeployment(kNow);
  }

  EXPECT_EQ(asked.size(), 6u);
  EXPECT_EQ(plan->attempts(), 0);
}

TEST(AttemptPlanTest, StopsWhenTheAttemptsAreUsedUp) {
  const World world(6, 1);
  const auto plan = PlanOf(world);

  for (int i = 0; i < 4; ++i) {
    EXPECT_TRUE(plan->Next(kNow));
    plan->Finish(kServerFault, kNow);
  }

  EXPECT_FALSE(plan->Next(kNow));
}

TEST(AttemptPlanTest, AnAccountsFaultLeavesTheDeploymentsOtherAccounts) {
  const World world(1, 2);
  const auto plan = PlanOf(world);

  const std::string first = plan->Next(kNow)->endpoint->account.id;
  plan->Finish(kRateLimited, kNow);
  const auto second = plan->Next(kNow);

  ASSERT_TRUE(second);
  EXPECT_NE(second->endpoint->account.id, first);
}

TEST(AttemptPlanTest, ADeploymentsFaultRulesOutAllItsAccounts) {
  const World world(1, 3);
  const auto plan = PlanOf(world);

  plan->Next(kNow);
  plan->Finish(kServerFault, kNow);

  EXPECT_FALSE(plan->Next(kNow));
}

TEST(AttemptPlanTest, DeploymentsAreDrawnByWeightAndAccountsEvenly) {
  Catalog catalog = Providers(2, 1);
  catalog.deployments[0].traits.weight = 3;
  catalog.accounts.push_back(MakeAccount("a", "extra"));
  const World world(catalog);
  std::map<std::string, int> drawn;

  for (std::uint64_t deployment = 0; deployment < 4; ++deployment) {
    for (std::uint64_t account = 0; account < 2; ++account) {
      const Random random = [&](std::uint64_t bound) { return bound == 4000 ? deployment * 1000 : account; };
      ++drawn[PlanOf(world, {}, random)->Next(kNow)->endpoint->account.id];
    }
  }

  EXPECT_EQ(drawn, (std::map<std::string, int>{{"account-a-0", 3}, {"account-a-extra", 3}, {"account-b-0", 2}}));
}

TEST(AttemptPlanTest, OfAccountsTheLowestPriorityThatIsWellGoesFirst) {
  Catalog catalog = Providers(1, 3);
  catalog.accounts[0].traits.priority = 2;
  catalog.accounts[1].traits.priority = 1;
  catalog.accounts[2].traits.priority = 1;
  catalog.accounts[2].traits.weight = 0;
  const World world(catalog);
  const auto plan = PlanOf(world);

  EXPECT_EQ(plan->Next(kNow)->endpoint->account.name, "1");
  plan->Finish(kRateLimited, kNow);
  EXPECT_EQ(plan->Next(kNow)->endpoint->account.name, "0");
  plan->Finish(kRateLimited, kNow);
  EXPECT_FALSE(plan->Next(kNow)) << "one that is drained is no last resort";
}

TEST(AttemptPlanTest, ARateLimitedAccountRestsAsLongAsItWasTold) {
  const World world(2, 1);
  AttemptReport report = kRateLimited;
  report.retry_after = 2s;
  EXPECT_EQ(AskOnce(world, report), "a");
  EXPECT_EQ(AskOnce(world, kWell, kNow + 1999ms), "b");
  EXPECT_EQ(AskOnce(world, kWell, kNow + 2s), "a");
}

TEST(AttemptPlanTest, AnAccountOverItsOwnLimitIsNotAsked) {
  Catalog catalog = Providers(1, 2);
  catalog.accounts[0].traits.rpm = 2;
  const World world(catalog);
  std::map<std::string, int> asked;
  for (int i = 0; i < 5; ++i) {
    const auto plan = PlanOf(world);
    ++asked[plan->Next(kNow)->endpoint->account.name];
    plan->Finish(kWell, kNow);
  }
  EXPECT_EQ(asked, (std::map<std::string, int>{{"0", 2}, {"1", 3}}));
}

TEST(AttemptPlanTest, FiveServerFaultsOpenTheBreakerAndSayUntilWhen) {
  const World world(1, 1);
  for (int i = 0; i < 4; ++i) AskOnce(world, kServerFault);
  const auto plan = PlanOf(world);
  plan->Next(kNow);
  EXPECT_EQ(plan->Finish(kServerFault, kNow).open_until, kNow + 30s);
}

TEST(AttemptPlanTest, ABreakerThatIsOpenKeepsRequestsAwayWhileAnotherIsWell) {
  const World world(2, 1);
  for (int i = 0; i < 5; ++i) EXPECT_EQ(AskOnce(world, kServerFault), "a");
  for (int i = 0; i < 10; ++i) EXPECT_EQ(AskOnce(world, kWell), "b");
}

TEST(AttemptPlanTest, OneProbeGoesToAHalfOpenOneAndTwoThatSucceedCloseIt) {
  Catalog catalog = Providers(2, 1);
  const World world(catalog);
  for (int i = 0; i < 5; ++i) AskOnce(world, kServerFault);
  const TimePoint later = kNow + 30s;

  const auto probe = PlanOf(world);
  EXPECT_EQ(ProviderOf(probe->Next(later)), "a");
  EXPECT_EQ(AskOnce(world, kWell, later), "b") << "while the probe is under way";
  probe->Finish(kWell, later);
  EXPECT_EQ(world.deployment(0).breaker.StateAt(later), Breaker::State::kHalfOpen);
  EXPECT_EQ(AskOnce(world, kWell, later), "a");
  EXPECT_EQ(world.deployment(0).breaker.StateAt(later), Breaker::State::kClosed);
}

TEST(AttemptPlanTest, AProbeThatNobodyWaitedForLetsTheNextOneProbe) {
  const World world(2, 1);
  for (int i = 0; i < 5; ++i) AskOnce(world, kServerFault);
  const TimePoint later = kNow + 30s;
  {
    const auto dropped = PlanOf(world);
    EXPECT_EQ(ProviderOf(dropped->Next(later)), "a");
  }
  EXPECT_EQ(AskOnce(world, kWell, later), "a");
}

TEST(AttemptPlanTest, ACallersFaultBlamesNobody) {
  const World world(2, 1);
  for (int i = 0; i < 20; ++i) EXPECT_EQ(AskOnce(world, kCallerFault), "a");
  EXPECT_EQ(world.deployment(0).breaker.StateAt(kNow), Breaker::State::kClosed);
}

TEST(AttemptPlanTest, WithEverybodyIllTheBestOneIsAskedAnyway) {
  const World world(1, 1);
  for (int i = 0; i < 5; ++i) AskOnce(world, kServerFault);
  const auto plan = PlanOf(world);
  const auto target = plan->Next(kNow);
  ASSERT_TRUE(target);
  EXPECT_TRUE(target->last_resort);
}

TEST(AttemptPlanTest, CountsWhatIsInFlightAndWhatWasUsedThisMinute) {
  const World world(1, 1);
  DeploymentLive& live = world.deployment(0);
  AccountLive& account = *world.route().deployments[0].endpoints[0]->live;
  const auto plan = PlanOf(world, {.input_tokens = 100});

  plan->Next(kNow);
  EXPECT_EQ(live.in_flight, 1);
  EXPECT_EQ(account.in_flight, 1);
  EXPECT_EQ(live.minute.Read(kNow).tokens, 100u);
  plan->Finish({.duration = 5ms, .tokens = 130}, kNow);

  EXPECT_EQ(live.in_flight, 0);
  EXPECT_EQ(account.in_flight, 0);
  EXPECT_EQ(live.minute.Read(kNow).requests, 1u);
  EXPECT_EQ(live.minute.Read(kNow).tokens, 130u);
  EXPECT_EQ(account.minute.Read(kNow).tokens, 130u);
  EXPECT_EQ(live.latency.Read(kNow), 5000);
}

class RepetitionTest : public ::testing::Test {
 protected:
  /// The one target of a plan fails so; the pause before it may be asked again, if it may.
  std::optional<std::chrono::milliseconds> PauseAfter(const AttemptReport& report, bool alone = true) {
    plan_->Next(kNow);
    plan_->Finish(report, kNow);
    EXPECT_FALSE(plan_->Next(kNow));
    return plan_->PauseBeforeRepeat(options_, alone, kNow);
  }

  static AttemptReport RateLimitedFor(std::chrono::milliseconds wait) {
    AttemptReport report = kRateLimited;
    report.retry_after = wait;
    return report;
  }

  const World world_{1, 1};
  const RetryOptions options_;
  std::unique_ptr<AttemptPlan> plan_ = PlanOf(world_);
};

TEST_F(RepetitionTest, AServerFaultIsRepeatedOnceAfterAJitteredBackoff) {
  EXPECT_EQ(PauseAfter(kServerFault), 80ms);

  const auto again = plan_->Repeat(kNow + 80ms);

  ASSERT_TRUE(again);
  EXPECT_EQ(ProviderOf(again), "a");
  EXPECT_EQ(plan_->attempts(), 2);
  EXPECT_EQ(world_.deployment(0).in_flight, 1);
  plan_->Finish(kServerFault, kNow + 80ms);
  EXPECT_FALSE(plan_->PauseBeforeRepeat(options_, true, kNow));
  EXPECT_EQ(world_.deployment(0).in_flight, 0);
}

TEST_F(RepetitionTest, TheJitterIsAFifthEitherWay) {
  const Random last = [](std::uint64_t bound) { return bound - 1; };
  plan_ = PlanOf(world_, {}, last);
  EXPECT_EQ(PauseAfter(kServerFault), 120ms);
}

TEST_F(RepetitionTest, EachPauseIsTwiceAsLongAndEveryTargetHasOne) {
  const World world(2, 1);
  const auto plan = PlanOf(world);
  for (int i = 0; i < 2; ++i) {
    plan->Next(kNow);
    plan->Finish(kServerFault, kNow);
  }

  EXPECT_EQ(plan->PauseBeforeRepeat(options_, true, kNow), 80ms);
  EXPECT_EQ(ProviderOf(plan->Repeat(kNow)), "a");
  plan->Finish(kServerFault, kNow);
  EXPECT_EQ(plan->PauseBeforeRepeat(options_, true, kNow), 160ms);
  EXPECT_EQ(ProviderOf(plan->Repeat(kNow)), "b");
  plan->Finish(kServerFault, kNow);
  EXPECT_EQ(plan->attempts(), 4);
  EXPECT_FALSE(plan->PauseBeforeRepeat(options_, true, kNow));
}

TEST_F(RepetitionTest, ARateLimitIsWaitedForIfItSaysHowLongAndIsAlone) {
  EXPECT_EQ(PauseAfter(RateLimitedFor(2s)), 2s);
  plan_ = PlanOf(world_);
  EXPECT_FALSE(PauseAfter(RateLimitedFor(2s), false));
  plan_ = PlanOf(world_);
  EXPECT_FALSE(PauseAfter(RateLimitedFor(5001ms)));
  plan_ = PlanOf(world_);
  EXPECT_FALSE(PauseAfter(kRateLimited));
}

TEST_F(RepetitionTest, AServerFaultThatWantsToBeLeftAloneIsForThatLong) {
  AttemptReport report = kServerFault;
  report.retry_after = 3s;
  EXPECT_EQ(PauseAfter(report), 3s);
  plan_ = PlanOf(world_);
  report.retry_after = 6s;
  EXPECT_FALSE(PauseAfter(report));
}

TEST_F(RepetitionTest, WhoseBreakerOpenedIsNotAskedAgain) {
  for (int i = 0; i < 4; ++i) AskOnce(world_, kServerFault);
  EXPECT_FALSE(PauseAfter(kServerFault));
}

TEST_F(RepetitionTest, NoOtherFaultIsRepeated) {
  for (const OutcomeClass outcome : {OutcomeClass::kTransport, OutcomeClass::kAuthFault, OutcomeClass::kCallerFault,
                                     OutcomeClass::kMisconfigured, OutcomeClass::kQuotaExhausted}) {
    const World world(1, 1);
    const auto plan = PlanOf(world);
    plan->Next(kNow);
    plan->Finish({.outcome = {outcome, true, Blame::kDeployment}, .retry_after = 1s}, kNow);
    EXPECT_FALSE(plan->PauseBeforeRepeat(options_, true, kNow));
  }
}

}  // namespace
}  // namespace signalbox::router
