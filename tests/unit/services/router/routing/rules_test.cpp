#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "common/status/error.h"
#include "tests/unit/services/router/catalog_fixtures.h"

namespace signalbox::router {
namespace {

using ::testing::HasSubstr;
using namespace testing;  // NOLINT: this service's fixtures.

RoutingRule ToProvider(const std::string& name, const std::string& match, const std::string& upstream_model) {
  RoutingRule rule;
  rule.id = "rule-" + name;
  rule.name = name;
  rule.match = match;
  rule.targets.push_back({"target-" + name, "a", upstream_model});
  return rule;
}

RoutingRule ToModel(const std::string& name, const std::string& match, const std::string& model) {
  RoutingRule rule;
  rule.id = "rule-" + name;
  rule.name = name;
  rule.match = match;
  rule.model = model;
  return rule;
}

Catalog With(std::vector<RoutingRule> rules) {
  Catalog catalog{{MakeProvider("a")}, {MakeAccount("a", "main")}, {MakeDeployment("m", "a")}};
  catalog.rules = std::move(rules);
  return catalog;
}

/// The upstream model of the first deployment; empty when nobody serves the name.
std::string UpstreamOf(const Snapshot& snapshot, std::string_view name) {
  const auto route = snapshot.Resolve(name);
  return route ? route->deployments[0].upstream_model : "";
}

std::string ErrorOf(std::vector<RoutingRule> rules) {
  LiveTable live;
  return MessageOf(Snapshot::Build(With(std::move(rules)), {}, PlainApiOf, live).status());
}

TEST(RulesTest, G5ExactBeatsPatternsAndPatternsKeepTheAuthorsOrder) {
  const auto snapshot =
      MakeSnapshot(With({ToProvider("1", "gpt-4o", "exact"), ToProvider("2", "gpt-4*", "globB"),
                         ToProvider("3", "gpt-*", "globA"), ToProvider("4", "claude-(.*)-v1", "anthropic/$1")}));
  EXPECT_EQ(UpstreamOf(*snapshot, "gpt-4o"), "exact");
  EXPECT_EQ(UpstreamOf(*snapshot, "gpt-4-turbo"), "globB");
  EXPECT_EQ(UpstreamOf(*snapshot, "gpt-3.5-turbo"), "globA");
  EXPECT_EQ(UpstreamOf(*snapshot, "claude-opus-v1"), "anthropic/opus");
  EXPECT_EQ(UpstreamOf(*snapshot, "GPT-4"), "");
}

TEST(RulesTest, APublicModelBeatsPatternsButNotARuleOfItsName) {
  EXPECT_EQ(UpstreamOf(*MakeSnapshot(With({ToProvider("all", "*", "$0")})), "m"), "up-m");
  EXPECT_EQ(UpstreamOf(*MakeSnapshot(With({ToProvider("m", "m", "other")})), "m"), "other");
}

TEST(RulesTest, APassedThroughNameKeepsItsSlashesAndIsShownInItsLabel) {
  const auto snapshot = MakeSnapshot(With({ToProvider("all", "*", "$0")}));
  std::string_view rule;
  const auto route = snapshot->Resolve("meta/llama-3", &rule);
  ASSERT_TRUE(route);
  EXPECT_EQ(route->deployments[0].upstream_model, "meta/llama-3");
  EXPECT_EQ(route->deployments[0].label, "a/meta/llama-3");
  EXPECT_EQ(rule, "all");
  ASSERT_TRUE(snapshot->Resolve("m", &rule));
  EXPECT_EQ(rule, "");
}

TEST(RulesTest, WhatIsKnownOfATargetIsTheSameForEveryNameThatMatches) {
  const auto snapshot = MakeSnapshot(With({ToProvider("all", "*", "$0")}));
  EXPECT_EQ(snapshot->Resolve("x")->deployments[0].live, snapshot->Resolve("y")->deployments[0].live);
}

TEST(RulesTest, AnAliasLeadsToThePublicModel) {
  const auto snapshot = MakeSnapshot(With({ToModel("fast", "fast", "m"), ToModel("any", "best-*", "$1")}));
  EXPECT_EQ(snapshot->Resolve("fast")->model, "m");
  EXPECT_EQ(snapshot->Resolve("best-m")->model, "m");
  EXPECT_FALSE(snapshot->Resolve("best-none"));
}

TEST(RulesTest, ARouteKeepsItsSnapshotAlive) {
  auto snapshot = MakeSnapshot(With({}));
  const auto route = snapshot->Resolve("m");
  const std::weak_ptr<const Snapshot> weak = snapshot;
  snapshot.reset();
  EXPECT_FALSE(weak.expired());
  EXPECT_EQ(route->deployments[0].endpoints[0]->provider.name, "a");
}

TEST(RulesTest, ADisabledRuleIsNotThere) {
  RoutingRule rule = ToProvider("all", "*", "$0");
  rule.enabled = false;
  EXPECT_FALSE(MakeSnapshot(With({rule}))->Resolve("x"));
}

TEST(RulesTest, TheHighestPriorityGoesFirst) {
  RoutingRule low = ToProvider("low", "gpt-*", "low");
  RoutingRule high = ToProvider("high", "gpt-4*", "high");
  high.priority = 1;
  Catalog file = With({low, high});
  EXPECT_EQ(UpstreamOf(*MakeSnapshot(Merge(file, {}).catalog), "gpt-4o"), "high");
}

TEST(RulesTest, ARuleOfAProviderThatIsNotConfiguredIsLeftOutWithAWarning) {
  RoutingRule rule = ToProvider("gone", "gone-*", "$0");
  rule.targets[0].provider = "nobody";
  const MergedCatalog merged = Merge(With({rule}), {});
  EXPECT_TRUE(merged.catalog.rules.empty());
  EXPECT_THAT(merged.warnings.at(0), HasSubstr("routing rule \"gone\" is not used"));
}

TEST(RulesTest, WhatIsWrongIsSaidWithTheRulesName) {
  EXPECT_THAT(ErrorOf({ToProvider("r", "claude-(", "$0")}), HasSubstr("routing rule \"r\": match is no regular"));
  EXPECT_THAT(ErrorOf({ToProvider("r", "gpt-*", "$2")}), HasSubstr("\"r\": upstream_model asks for $2"));
  EXPECT_THAT(ErrorOf({ToModel("r", "gpt", "$1")}), HasSubstr("\"r\": model asks for $1"));
  EXPECT_THAT(ErrorOf({ToModel("r", "gpt", "")}), HasSubstr("either a model or targets"));
  RoutingRule strategy = ToProvider("r", "gpt", "$0");
  strategy.strategies = {"fastest"};
  EXPECT_THAT(ErrorOf({strategy}), HasSubstr("\"r\": there is no strategy \"fastest\""));
}

TEST(RulesTest, ARuleThatCanNeverMatchIsRefusedWithTheOneThatHidesIt) {
  EXPECT_THAT(ErrorOf({ToProvider("1", "gpt-*", "x"), ToProvider("2", "gpt-4*", "y")}),
              HasSubstr("routing rule \"2\": can never match: \"1\" (gpt-*) stands before it"));
  EXPECT_THAT(ErrorOf({ToProvider("1", "*", "x"), ToProvider("2", "a*b", "y")}), HasSubstr("can never match"));
  EXPECT_THAT(ErrorOf({ToProvider("1", "a", "x"), ToProvider("2", "a", "y")}), HasSubstr("can never match"));
  EXPECT_EQ(ErrorOf({ToProvider("1", "gpt-4.+", "x"), ToProvider("2", "gpt-4*", "y")}), "") << "gpt-4 is left";
  EXPECT_EQ(ErrorOf({ToProvider("1", "gpt-4*", "x"), ToProvider("2", "gpt-*", "y"), ToProvider("3", "gpt-4", "z")}),
            "");
}

TEST(PolicyTest, AModelsOwnStrategyAndFallbacksAreItsRoutes) {
  Catalog catalog = With({});
  catalog.options.strategies = {"least-busy"};
  EXPECT_EQ(MakeSnapshot(catalog)->Find("m")->strategy_names, std::vector<std::string>{"least-busy"});
  catalog.policies.push_back({"m", {"priority", "lowest-latency"}, {"n"}, {"o"}});
  const auto snapshot = MakeSnapshot(catalog);
  EXPECT_EQ(snapshot->Find("m")->strategies.size(), 2u);
  EXPECT_EQ(snapshot->Find("m")->fallbacks, std::vector<std::string>{"n"});
  EXPECT_EQ(snapshot->Find("m")->context_window_fallbacks, std::vector<std::string>{"o"});
}

TEST(PolicyTest, AnUnknownStrategyIsRefusedWithTheModelsName) {
  Catalog catalog = With({});
  catalog.policies.push_back({"m", {"fastest"}});
  LiveTable live;
  EXPECT_THAT(MessageOf(Snapshot::Build(catalog, {}, PlainApiOf, live).status()),
              HasSubstr("model \"m\": there is no strategy \"fastest\""));
}

TEST(SnapshotLiveTest, WhatIsKnownOutlivesTheSnapshot) {
  LiveTable live;
  const auto before = MakeSnapshot(With({}), {}, &live);
  before->Find("m")->deployments[0].live->breaker.OpenUntil(kNow + std::chrono::hours(1));
  const auto after = MakeSnapshot(With({}), {}, &live);
  EXPECT_EQ(after->Find("m")->deployments[0].live->breaker.StateAt(kNow), Breaker::State::kOpen);
}

}  // namespace
}  // namespace signalbox::router
