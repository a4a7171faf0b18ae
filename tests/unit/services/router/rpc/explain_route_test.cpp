#include "services/router/rpc/explain_route.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "common/status/error.h"
#include "tests/unit/services/router/catalog_fixtures.h"

namespace signalbox::router {
namespace {

using namespace testing;  // NOLINT: this service's fixtures.

const Random kFirst = [](std::uint64_t) { return 0; };

v1::ExplainRouteRequest For(const std::string& model) {
  v1::ExplainRouteRequest request;
  request.set_model(model);
  return request;
}

/// Models "m" (providers a and b) and "n" (provider a); m falls back to n.
class ExplainRouteTest : public ::testing::Test {
 protected:
  absl::StatusOr<v1::ExplainRouteResponse> Explain(const v1::ExplainRouteRequest& request) {
    return ExplainRoute(MakeSnapshot(catalog_, {}, &live_), request, kNow, kFirst);
  }

  /// "model:label" of whoever is chosen, one after another; "-" for nobody.
  std::string Order(const v1::ExplainRouteRequest& request) {
    const auto response = Explain(request);
    std::string order;
    for (const v1::Decision& decision : response->decisions()) {
      std::string chosen = "-";
      for (const v1::Considered& one : decision.considered()) {
        if (one.rejection().empty()) chosen = one.label();
      }
      order += decision.model() + ":" + chosen + " ";
    }
    return order;
  }

  Catalog catalog_{{MakeProvider("a"), MakeProvider("b")},
                   {MakeAccount("a", "1"), MakeAccount("b", "1")},
                   {MakeDeployment("m", "a"), MakeDeployment("m", "b"), MakeDeployment("n", "a")},
                   {{"m", {}, {"n"}}}};
  LiveTable live_;
};

TEST_F(ExplainRouteTest, TellsWhereAttemptsWouldGoOneAfterAnother) {
  EXPECT_EQ(Order(For("m")), "m:a/up-m m:b/up-m n:a/up-n ");
}

TEST_F(ExplainRouteTest, CountsNothing) {
  for (int i = 0; i < 10; ++i) EXPECT_EQ(Order(For("m")), "m:a/up-m m:b/up-m n:a/up-n ");

  const auto live = live_.FindDeployment("deployment-m-a");
  EXPECT_EQ(live->in_flight, 0);
  EXPECT_EQ(live->minute.Read(kNow).requests, 0u);
  EXPECT_EQ(live->breaker.StateAt(kNow), Breaker::State::kClosed);
}

TEST_F(ExplainRouteTest, TakesWhatTheRequestWants) {
  v1::ExplainRouteRequest request = For("m");
  request.set_no_fallbacks(true);
  request.set_deployment("b/up-m");

  EXPECT_EQ(Order(request), "m:b/up-m ");
}

TEST_F(ExplainRouteTest, OfAModelWithNobodyLeftItTellsWhyAndGoesOn) {
  catalog_.deployments[0].traits.weight = 0;
  catalog_.deployments[1].traits.context_window = 10;
  v1::ExplainRouteRequest request = For("m");
  request.set_input_tokens(11);
  catalog_.policies = {{"m", {}, {}, {"n"}}};

  const auto response = Explain(request);

  ASSERT_EQ(response->decisions_size(), 2);
  EXPECT_EQ(response->decisions(0).considered(0).rejection(), "drained");
  EXPECT_EQ(response->decisions(0).considered(1).rejection(), "context_window");
  EXPECT_EQ(response->decisions(1).model(), "n");
  EXPECT_EQ(response->decisions(1).considered(0).rejection(), "");
}

TEST_F(ExplainRouteTest, TellsTheRuleAndWhatTheNameLedTo) {
  RoutingRule alias{.id = "r", .name = "aliases", .match = "alias-*"};
  alias.model = "n";
  catalog_.rules = {alias};

  const auto response = Explain(For("alias-1"));

  EXPECT_EQ(response->model(), "n");
  EXPECT_EQ(response->rule(), "aliases");
  EXPECT_EQ(response->decisions(0).rule(), "aliases");
}

TEST_F(ExplainRouteTest, AnUnknownModelIsNotFoundAsForARequest) {
  const auto response = Explain(For("gone"));

  EXPECT_EQ(response.status().code(), absl::StatusCode::kNotFound);
  EXPECT_EQ(ReasonOf(response.status()), "MODEL_NOT_FOUND");
}

TEST_F(ExplainRouteTest, WhatIsOutOfBoundsIsRefusedNamingTheField) {
  std::vector<v1::ExplainRouteRequest> wrong(5, For("m"));
  wrong[0].clear_model();
  wrong[1].set_input_tokens(-1);
  wrong[2].set_max_output_tokens((std::int64_t{1} << 40) + 1);
  for (int i = 0; i < 65; ++i) wrong[3].add_tags("t");
  wrong[4].set_deployment(std::string(513, 'd'));
  const char* fields[] = {"model", "input_tokens", "max_output_tokens", "tags", "deployment"};

  for (std::size_t i = 0; i < wrong.size(); ++i) {
    const absl::Status status = Explain(wrong[i]).status();
    EXPECT_EQ(status.code(), absl::StatusCode::kInvalidArgument);
    EXPECT_EQ(MetadataOf(status)["field"], fields[i]);
  }
}

}  // namespace
}  // namespace signalbox::router
