#include "services/router/domain/attempt_plan.h"

#include <set>

#include <gtest/gtest.h>

#include "tests/unit/services/router/catalog_fixtures.h"

namespace signalbox::router {
namespace {

using namespace testing;  // NOLINT: this service's fixtures.

const Random kFirst = [](std::uint64_t) { return 0; };

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

TEST(AttemptPlanTest, TriesEachTargetOnce) {
  const auto snapshot = MakeSnapshot(Providers(2, 1));
  AttemptPlan plan(*snapshot->Find("m"), kFirst);

  const std::string first = plan.Next()->endpoint->provider.name;
  const std::string second = plan.Next()->endpoint->provider.name;

  EXPECT_EQ((std::set{first, second}), (std::set<std::string>{"a", "b"}));
  EXPECT_FALSE(plan.Next());
  EXPECT_EQ(plan.attempts(), 2);
}

TEST(AttemptPlanTest, ADeploymentThatCannotBeAskedIsNoAttemptAndNotTriedWithAnotherAccount) {
  const auto snapshot = MakeSnapshot(Providers(6, 2));
  AttemptPlan plan(*snapshot->Find("m"), kFirst);
  std::set<std::string> asked;

  while (const auto target = plan.Next()) {
    EXPECT_TRUE(asked.insert(target->endpoint->provider.name).second);
    plan.SkipDeployment();
  }

  EXPECT_EQ(asked.size(), 6u);
  EXPECT_EQ(plan.attempts(), 0);
}

TEST(AttemptPlanTest, StopsAfterFourAttempts) {
  const auto snapshot = MakeSnapshot(Providers(6, 1));
  AttemptPlan plan(*snapshot->Find("m"), kFirst);

  for (int i = 0; i < 4; ++i) EXPECT_TRUE(plan.Next());

  EXPECT_FALSE(plan.Next());
}

TEST(AttemptPlanTest, AnAccountsFaultLeavesTheDeploymentsOtherAccounts) {
  const auto snapshot = MakeSnapshot(Providers(1, 2));
  AttemptPlan plan(*snapshot->Find("m"), kFirst);

  const std::string first = plan.Next()->endpoint->account.id;
  plan.RuleOut(Blame::kAccount);
  const auto second = plan.Next();

  ASSERT_TRUE(second);
  EXPECT_NE(second->endpoint->account.id, first);
}

TEST(AttemptPlanTest, ADeploymentsFaultRulesOutAllItsAccounts) {
  const auto snapshot = MakeSnapshot(Providers(1, 3));
  AttemptPlan plan(*snapshot->Find("m"), kFirst);

  plan.Next();
  plan.RuleOut(Blame::kDeployment);

  EXPECT_FALSE(plan.Next());
}

TEST(AttemptPlanTest, DeploymentsAreDrawnByWeightAndAccountsEvenly) {
  Catalog catalog = Providers(2, 1);
  catalog.deployments[0].weight = 3;
  catalog.accounts.push_back(MakeAccount("a", "extra"));
  const auto snapshot = MakeSnapshot(catalog);
  std::map<std::string, int> drawn;

  for (std::uint64_t deployment = 0; deployment < 4; ++deployment) {
    for (std::uint64_t account = 0; account < 2; ++account) {
      const Random random = [&](std::uint64_t bound) { return bound == 4 ? deployment : account; };
      ++drawn[AttemptPlan(*snapshot->Find("m"), random).Next()->endpoint->account.id];
    }
  }

  EXPECT_EQ(drawn, (std::map<std::string, int>{{"account-a-0", 3}, {"account-a-extra", 3}, {"account-b-0", 2}}));
}

}  // namespace
}  // namespace signalbox::router
