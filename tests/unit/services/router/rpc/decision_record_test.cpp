#include "services/router/rpc/decision_record.h"

#include <gtest/gtest.h>

#include "tests/unit/services/router/catalog_fixtures.h"

namespace signalbox::router {
namespace {

using namespace testing;  // NOLINT: this service's fixtures.

const Random kFirst = [](std::uint64_t) { return 0; };
const Random kLast = [](std::uint64_t bound) { return bound - 1; };

/// Model "m" at providers "p0", "p1", ... with one account each.
Catalog ServedBy(int providers) {
  Catalog catalog;
  for (int i = 0; i < providers; ++i) {
    const std::string name = "p" + std::to_string(i);
    catalog.providers.push_back(MakeProvider(name));
    catalog.accounts.push_back(MakeAccount(name, "main"));
    catalog.deployments.push_back(MakeDeployment("m", name));
  }
  return catalog;
}

/// What is told of the first choice for the name "m".
v1::Decision FirstOf(Catalog catalog, const RouteQuery& query = {}, const Random& random = kFirst,
                     const std::string& name = "m") {
  const auto snapshot = MakeSnapshot(std::move(catalog));
  std::string_view rule;
  auto route = snapshot->Resolve(name, &rule);
  Itinerary itinerary(snapshot, route, query, {0, [](std::string_view) { return true; }}, random, rule);
  const auto target = itinerary.Next(kNow);
  return DecisionOf(itinerary, target && target->last_resort);
}

TEST(DecisionRecordTest, TellsWhoWasConsideredWithWhatChance) {
  Catalog catalog = ServedBy(2);
  catalog.deployments[0].traits.weight = 3;

  const v1::Decision decision = FirstOf(catalog);

  EXPECT_EQ(decision.model(), "m");
  EXPECT_EQ(decision.rule(), "");
  EXPECT_FALSE(decision.last_resort());
  ASSERT_EQ(decision.considered_size(), 2);
  EXPECT_EQ(decision.considered(0).deployment(), "deployment-m-p0");
  EXPECT_EQ(decision.considered(0).label(), "p0/up-m");
  EXPECT_EQ(decision.considered(0).rejection(), "");
  EXPECT_DOUBLE_EQ(decision.considered(0).chance(), 0.75);
  EXPECT_EQ(decision.considered(1).rejection(), "not_drawn");
  EXPECT_DOUBLE_EQ(decision.considered(1).chance(), 0.25);
}

TEST(DecisionRecordTest, TellsTheStrategiesAndWhatTheLastOneCompared) {
  Catalog catalog = ServedBy(2);
  catalog.options.strategies = {"priority"};
  catalog.deployments[0].traits.priority = 2;
  catalog.deployments[1].traits.priority = 1;

  const v1::Decision decision = FirstOf(catalog);

  ASSERT_EQ(decision.strategies_size(), 1);
  EXPECT_EQ(decision.strategies(0), "priority");
  EXPECT_EQ(decision.considered(0).rejection(), "outranked");
  EXPECT_EQ(decision.considered(0).score(), 2);
  EXPECT_EQ(decision.considered(0).chance(), 0);
  EXPECT_EQ(decision.considered(1).rejection(), "");
  EXPECT_EQ(decision.considered(1).chance(), 1);
}

TEST(DecisionRecordTest, TellsTheRuleThatLedToAModelOfItsOwnToo) {
  Catalog catalog = ServedBy(1);
  RoutingRule alias{.id = "r", .name = "aliases", .match = "alias-*"};
  alias.model = "m";
  catalog.rules = {alias};

  const v1::Decision decision = FirstOf(catalog, {}, kFirst, "alias-1");

  EXPECT_EQ(decision.model(), "m");
  EXPECT_EQ(decision.rule(), "aliases");
}

TEST(DecisionRecordTest, WithNobodyLeftEveryoneIsRejected) {
  Catalog catalog = ServedBy(2);
  catalog.deployments[0].traits.weight = 0;
  catalog.deployments[1].traits.context_window = 10;

  const v1::Decision decision = FirstOf(catalog, {.input_tokens = 11, .counted = true});

  EXPECT_EQ(decision.considered(0).rejection(), "drained");
  EXPECT_EQ(decision.considered(1).rejection(), "context_window");
  EXPECT_EQ(decision.considered(0).chance() + decision.considered(1).chance(), 0);
}

TEST(DecisionRecordTest, HasAtMostSixtyFourAndAlwaysTheChosenOne) {
  const v1::Decision decision = FirstOf(ServedBy(70), {}, kLast);

  ASSERT_EQ(decision.considered_size(), 64);
  EXPECT_EQ(decision.considered(62).deployment(), "deployment-m-p62");
  EXPECT_EQ(decision.considered(63).deployment(), "deployment-m-p69");
  EXPECT_EQ(decision.considered(63).rejection(), "");
  EXPECT_EQ(FirstOf(ServedBy(70)).considered(63).deployment(), "deployment-m-p63");
}

}  // namespace
}  // namespace signalbox::router
