#include "gateway/telemetry/edge_metrics.h"

#include <gtest/gtest.h>

#include "common/metrics/metrics.h"
#include "gateway/telemetry/client_name.h"
#include "tests/unit/gateway/core/fake_exchange.h"

namespace signalbox::gateway {
namespace {

/// Each test has an endpoint of its own, because the registry is the process's.
class EdgeMetricsTest : public ::testing::Test {
 protected:
  void Request(const std::string& endpoint, const std::string& model, const std::string& provider, bool served) {
    auto exchange = std::make_shared<FakeExchange>();
    exchange->request.method = "POST";
    exchange->request.headers = {{"user-agent", "OpenAI/JS 4.1"}};
    Chain{metrics_->Measure()}.Around(endpoint, [&](const std::shared_ptr<Call>& call) {
      call->record.model = model;
      call->record.provider = provider;
      call->record.model_served = served;
      call->record.usage.set_input(9);
      call->record.usage.set_output_reasoning(2);
      call->Respond(200, {}, "");
    })(exchange);
  }

  static bool Exposes(const std::string& line) { return metrics::Serialize().find(line) != std::string::npos; }

  std::shared_ptr<EdgeMetrics> metrics_ = std::make_shared<EdgeMetrics>();
};

TEST_F(EdgeMetricsTest, CountsARequestWithItsLabels) {
  Request("/count", "gpt", "demo", true);
  Request("/count", "gpt", "demo", true);

  EXPECT_TRUE(
      Exposes("signalbox_requests_total{client=\"openai-node\",endpoint=\"/count\",method=\"POST\","
              "model=\"gpt\",provider=\"demo\",status_code=\"200\"} 2"))
      << metrics::Serialize();
}

TEST_F(EdgeMetricsTest, TokenTypesAreDisjoint) {
  Request("/tokens", "token-model", "demo", true);

  EXPECT_TRUE(Exposes("signalbox_tokens_total{model=\"token-model\",provider=\"demo\",token_type=\"input\"} 9"));
  EXPECT_TRUE(Exposes("{model=\"token-model\",provider=\"demo\",token_type=\"output_reasoning\"} 2"));
  EXPECT_TRUE(Exposes("{model=\"token-model\",provider=\"demo\",token_type=\"output\"} 0"));
}

TEST_F(EdgeMetricsTest, AModelNobodyServesIsNoLabel) {
  Request("/guess", "made-up-by-a-caller", "", false);
  EXPECT_FALSE(Exposes("made-up-by-a-caller"));
}

TEST_F(EdgeMetricsTest, ModelsBeyondTheBoundAreOther) {
  for (std::size_t i = 0; i < EdgeMetrics::kMaxModels + 10; ++i) {
    Request("/many", "many-" + std::to_string(i), "demo", true);
  }

  const std::string text = metrics::Serialize();
  EXPECT_NE(text.find("endpoint=\"/many\",method=\"POST\",model=\"other\""), std::string::npos);
  EXPECT_EQ(text.find("many-" + std::to_string(EdgeMetrics::kMaxModels + 5)), std::string::npos);
}

TEST_F(EdgeMetricsTest, ActiveRequestsReturnToZero) {
  Request("/active", "gpt", "demo", true);
  EXPECT_TRUE(Exposes("signalbox_active_requests{endpoint=\"/active\"} 0"));
}

TEST(ClientNameTest, KnowsTheFamiliesAndNothingElse) {
  EXPECT_EQ(ClientName("OpenAI/Python 1.40.0"), "openai-python");
  EXPECT_EQ(ClientName("curl/7.88"), "curl");
  EXPECT_EQ(ClientName(""), "none");
  EXPECT_EQ(ClientName("something else"), "other");
}

}  // namespace
}  // namespace signalbox::gateway
