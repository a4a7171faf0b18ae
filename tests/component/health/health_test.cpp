#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "common/metrics/metrics.h"
#include "common/status/error.h"
#include "tests/component/health/fake_router.h"
#include "tests/component/health/health_service.h"

namespace signalbox::health {
namespace {

using testing::HasSubstr;

// Long enough that no second scheduled probe happens within a test.
constexpr char kRarely[] = "  interval: 1h\n";
// Every 250 ms a look, every second a probe.
constexpr char kOften[] = "  interval: 1s\n";

bool IsHealthy(const v1::AccountHealth& account) {
  return account.has_is_healthy() && account.is_healthy();
}

bool IsUnhealthy(const v1::AccountHealth& account) {
  return account.has_is_healthy() && !account.is_healthy();
}

class HealthTest : public ::testing::Test {
 protected:
  support::Postgres database_;
  FakeRouter router_;
};

TEST_F(HealthTest, ShowsEveryAccountSoonAfterTheStart) {
  router_.AddAccount("a");
  router_.AddAccount("b", false);
  HealthService health(database_, router_.address(), kRarely);
  ASSERT_TRUE(health.Becomes("a", IsHealthy));

  const auto list = health.List();
  ASSERT_TRUE(list.ok());
  ASSERT_EQ(list->accounts_size(), 2);
  const v1::AccountHealth& a = list->accounts(0);
  EXPECT_EQ(a.id(), "a");
  EXPECT_EQ(a.provider_name(), "openai");
  EXPECT_EQ(a.name(), "name-a");
  EXPECT_EQ(a.key_prefix(), "sk-a");
  EXPECT_TRUE(a.is_active());
  EXPECT_DOUBLE_EQ(a.response_time_ms(), 12.5);
  EXPECT_DOUBLE_EQ(a.success_rate(), 100.0);
  EXPECT_FALSE(a.has_error());
  EXPECT_TRUE(a.has_check_time());
  const v1::AccountHealth& b = list->accounts(1);
  EXPECT_FALSE(b.is_active());
  EXPECT_FALSE(b.has_is_healthy());
  EXPECT_FALSE(b.has_success_rate());
  EXPECT_EQ(router_.ProbesOf("b"), 0);
}

TEST_F(HealthTest, TellsInOneWordHowTheUpstreamsAre) {
  router_.AddAccount("a");
  router_.AddAccount("b");
  router_.AnswerProbes("b", false);
  HealthService health(database_, router_.address(), kRarely);
  ASSERT_TRUE(health.Becomes("a", IsHealthy));
  ASSERT_TRUE(health.Becomes("b", IsUnhealthy));
  EXPECT_EQ(health.Overview()->status(), "degraded");
  EXPECT_EQ(health.Overview()->accounts_total(), 2);
  EXPECT_EQ(health.Overview()->accounts_healthy(), 1);
  EXPECT_EQ(health.Get("b")->error(), "the provider refused the key");

  router_.AnswerProbes("b", true);
  ASSERT_TRUE(health.Check("b").ok());
  EXPECT_EQ(health.Overview()->status(), "ok");
}

TEST_F(HealthTest, GoesOnProbing) {
  router_.AddAccount("a");
  HealthService health(database_, router_.address(), kOften);
  ASSERT_TRUE(health.Becomes("a", IsHealthy));

  router_.AnswerProbes("a", false);
  EXPECT_TRUE(health.Becomes("a", IsUnhealthy));
  EXPECT_LT(health.Get("a")->success_rate(), 100.0);
}

TEST_F(HealthTest, ProbesAnAccountThatIsAddedLater) {
  router_.AddAccount("a");
  HealthService health(database_, router_.address(), kOften);
  ASSERT_TRUE(health.Becomes("a", IsHealthy));

  router_.AddAccount("b");
  EXPECT_TRUE(health.Becomes("b", IsHealthy));
}

TEST_F(HealthTest, TwoReplicasProbeAnAccountOnceAndBothShowIt) {
  router_.AddAccount("a");
  // Looks come every 15 s, so the first look of each replica decides.
  HealthService one(database_, router_.address(), kRarely);
  ASSERT_TRUE(one.Becomes("a", IsHealthy));
  HealthService two(database_, router_.address(), kRarely);

  ASSERT_TRUE(two.Becomes("a", IsHealthy));
  EXPECT_EQ(router_.ProbesOf("a"), 1);
}

TEST_F(HealthTest, ARestartRemembersWhatWasFound) {
  router_.AddAccount("a");
  router_.AnswerProbes("a", false);
  { ASSERT_TRUE(HealthService(database_, router_.address(), kRarely).Becomes("a", IsUnhealthy)); }

  HealthService health(database_, router_.address(), kRarely);
  EXPECT_TRUE(health.Becomes("a", IsUnhealthy));
  EXPECT_EQ(router_.ProbesOf("a"), 1);
}

TEST_F(HealthTest, ChecksAnAccountWhenAsked) {
  router_.AddAccount("a", false);
  router_.AnswerProbes("a", false);
  HealthService health(database_, router_.address(), kRarely);

  const auto checked = health.Check("a");
  ASSERT_TRUE(checked.ok()) << checked.status();
  EXPECT_TRUE(IsUnhealthy(*checked));
  EXPECT_EQ(router_.ProbesOf("a"), 1);
  EXPECT_EQ(health.History("api_key", "a", 0)->checks_size(), 1);
}

TEST_F(HealthTest, AnUnknownAccountIsNotFound) {
  router_.AddAccount("a");
  HealthService health(database_, router_.address(), kRarely);
  ASSERT_TRUE(health.Becomes("a", IsHealthy));

  EXPECT_EQ(health.Get("b").status().code(), absl::StatusCode::kNotFound);
  EXPECT_EQ(health.Check("b").status().code(), absl::StatusCode::kNotFound);
}

TEST_F(HealthTest, ARouterThatIsAwayMakesNoAccountUnhealthy) {
  router_.AddAccount("a");
  HealthService health(database_, router_.address(), kOften);
  ASSERT_TRUE(health.Becomes("a", IsHealthy));
  const int before = health.History("", "", 0)->checks_size();
  router_.Leave();

  EXPECT_EQ(health.Check("a").status().code(), absl::StatusCode::kUnavailable);
  EXPECT_TRUE(IsHealthy(*health.Get("a")));
  EXPECT_EQ(health.Overview()->status(), "ok");
  const auto history = health.History("", "", 0);
  ASSERT_TRUE(history.ok());
  for (const v1::Check& check : history->checks()) EXPECT_TRUE(check.is_healthy());
  EXPECT_GE(history->checks_size(), before);

  router_.AnswerProbes("a", false);
  router_.Return();
  EXPECT_TRUE(health.Becomes("a", IsUnhealthy)) << "rounds must go on by themselves";
}

TEST_F(HealthTest, BeforeTheRouterWasEverReachedNothingIsKnown) {
  router_.AddAccount("a");
  router_.Leave();
  HealthService health(database_, router_.address(), kRarely);
  EXPECT_EQ(health.List().status().code(), absl::StatusCode::kUnavailable);
  EXPECT_EQ(health.Overview()->status(), "unknown");

  router_.Return();
  EXPECT_TRUE(health.Becomes("a", IsHealthy)) << "long before the interval is over";
}

TEST_F(HealthTest, ShowsTheLastKnownStateWhileTheDatabaseIsAway) {
  router_.AddAccount("a");
  HealthService health(database_, router_.address(), kRarely);
  ASSERT_TRUE(health.Becomes("a", IsHealthy));
  database_.TakeAway();

  EXPECT_TRUE(IsHealthy(*health.Get("a")));
  EXPECT_EQ(health.History("", "", 0).status().code(), absl::StatusCode::kUnavailable);
  database_.Restore();
}

TEST_F(HealthTest, HistoryIsNewestFirstAndLimited) {
  router_.AddAccount("a", false);
  router_.AddAccount("b", false);
  HealthService health(database_, router_.address(), kRarely);
  ASSERT_TRUE(health.Check("a").ok());
  ASSERT_TRUE(health.Check("b").ok());
  router_.AnswerProbes("a", false);
  ASSERT_TRUE(health.Check("a").ok());

  const auto all = health.History("", "", 2);
  ASSERT_TRUE(all.ok());
  ASSERT_EQ(all->checks_size(), 2);
  EXPECT_EQ(all->checks(0).target_type(), "api_key");
  EXPECT_EQ(all->checks(0).target_id(), "a");
  EXPECT_EQ(all->checks(0).status(), 401);
  EXPECT_EQ(all->checks(0).error(), "the provider refused the key");
  EXPECT_DOUBLE_EQ(all->checks(0).response_time_ms(), 12.5);
  EXPECT_EQ(all->checks(1).target_id(), "b");
  EXPECT_EQ(health.History("api_key", "a", 0)->checks_size(), 2);
  EXPECT_EQ(health.History("proxy", "", 0).status().code(), absl::StatusCode::kInvalidArgument);
  EXPECT_EQ(health.History("", "", 1001).status().code(), absl::StatusCode::kInvalidArgument);
}

TEST_F(HealthTest, ShowsPrometheusTheShareOfHealthyAccounts) {
  // The registry is the process's: a name that no other test uses.
  router_.AddAccount("a", true, "half-healthy");
  router_.AddAccount("b", true, "half-healthy");
  router_.AnswerProbes("b", false);
  HealthService health(database_, router_.address(), kOften);
  ASSERT_TRUE(health.Becomes("b", IsUnhealthy));

  const auto give_up = std::chrono::steady_clock::now() + std::chrono::seconds(10);
  const std::string wanted = "signalbox_provider_health{provider=\"half-healthy\"} 0.5";
  while (metrics::Serialize().find(wanted) == std::string::npos && std::chrono::steady_clock::now() < give_up) {
  }
  EXPECT_THAT(metrics::Serialize(), HasSubstr(wanted));
}

TEST_F(HealthTest, RefusesToStartOnASchemaThatWasNotMigrated) {
  const auto module = CreateModule(ConfigFor(database_, ""), router_.address());
  ASSERT_TRUE(module.ok()) << module.status();
  EXPECT_EQ((*module)->Start().code(), absl::StatusCode::kFailedPrecondition);
}

TEST_F(HealthTest, NamesAWrongSetting) {
  const auto module = CreateModule(ConfigFor(database_, "  interval: 0s\n"), router_.address());
  EXPECT_THAT(MessageOf(module.status()), HasSubstr("health.interval"));
}

}  // namespace
}  // namespace signalbox::health
