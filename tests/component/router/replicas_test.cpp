#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "common/status/error.h"
#include "tests/component/router/router_service.h"

namespace signalbox::router {
namespace {

using namespace std::chrono_literals;
using Stub = v1::RouterService::Stub;

/// Two replicas on one database.
class Replicas : public ::testing::Test {
 protected:
  void Serve(const std::string& script) {
    const std::string settings =
        Providers(demo_, {{"demo", script}, {"away", "spare"}}) + "  routing: { breaker: { server_faults: 1 } }\n";
    first_ = std::make_unique<RouterService>(database_, settings);
    second_ = std::make_unique<RouterService>(database_, settings);
    ASSERT_TRUE(BothListen());
  }

  /// Listeners connect in the background; what is said before is not heard.
  bool BothListen() const {
    const auto deadline = std::chrono::steady_clock::now() + 10s;
    do {
      const auto rows = database_.Execute(
          "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND state = 'idle' AND "
          "query LIKE 'LISTEN%router_live%'");
      if (rows[0][0].as<int>() == 2) return true;
    } while (std::chrono::steady_clock::now() < deadline);
    return false;
  }

  /// Why `router` would not ask the fake provider for "m" now; empty when it would.
  static std::string Rejection(RouterService& router) {
    v1::ExplainRouteRequest question;
    question.set_model("m");
    const auto explained = Call(router, &Stub::ExplainRoute, question);
    for (const v1::Considered& one : explained->decisions(0).considered()) {
      const bool demos = one.label().substr(0, 4) == "demo";
      if (demos && one.rejection() != "not_drawn") return one.rejection();
    }
    return "";
  }

  static bool Becomes(RouterService& router, const std::string& rejection, std::chrono::milliseconds within) {
    const auto deadline = std::chrono::steady_clock::now() + within;
    do {
      if (Rejection(router) == rejection) return true;
    } while (std::chrono::steady_clock::now() < deadline);
    return false;
  }

  /// A request to the first replica that asks the fake provider alone.
  void AskFirst() {
    v1::GenerateRequest request = ChatRequest(false);
    request.mutable_preferences()->set_deployment("demo/" + script_);
    ASSERT_TRUE(first_->Generate(std::move(request))->Done().ok());
  }

  const test::FakeProvider demo_;
  const support::Postgres database_;
  std::string script_;
  std::unique_ptr<RouterService> first_;
  std::unique_ptr<RouterService> second_;
};

struct Fault {
  const char* name;
  const char* script;
  const char* rejection;
};

class SharedState : public Replicas, public ::testing::WithParamInterface<Fault> {};

TEST_P(SharedState, G19WhatOneReplicaLeavesAloneTheOtherDoesWithinASecondAndOverAReload) {
  script_ = GetParam().script;
  Serve(script_);
  ASSERT_EQ(Rejection(*second_), "");

  AskFirst();

  ASSERT_EQ(Rejection(*first_), GetParam().rejection);
  ASSERT_TRUE(Becomes(*second_, GetParam().rejection, 1s));
  v1::CreateProviderRequest change;
  change.set_name("other");
  change.set_base_url("https://other.example/v1");
  ASSERT_TRUE(Call(*second_, &Stub::CreateProvider, change).ok());
  EXPECT_EQ(Rejection(*second_), GetParam().rejection);
}

INSTANTIATE_TEST_SUITE_P(Faults, SharedState,
                         ::testing::Values(Fault{"breaker", "up;status=500", "circuit_open"},
                                           Fault{"rest", "up;status=429;retry_after=60", "no_account"}),
                         [](const auto& info) { return std::string(info.param.name); });

TEST_F(Replicas, NonsenseOnTheChannelChangesNothing) {
  script_ = "up;status=500";
  Serve(script_);
  database_.Execute("SELECT pg_notify('router_live', 'nonsense'), pg_notify('router_live', '{\"kind\":7}')");

  AskFirst();

  EXPECT_TRUE(Becomes(*second_, "circuit_open", 1s));
}

}  // namespace
}  // namespace signalbox::router
