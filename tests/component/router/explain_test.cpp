#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "common/status/error.h"
#include "tests/component/router/router_service.h"

namespace signalbox::router {
namespace {

using ::testing::HasSubstr;
using Stub = v1::RouterService::Stub;

/// Where requests go and why, seen from outside.
class Explaining : public ::testing::Test {
 protected:
  /// Model "m" at the fake provider, with these lines of its own (`deployments: [ ... ]` and so on, in one map).
  RouterService& Serve(const std::string& model) {
    return *(service_ = std::make_unique<RouterService>(
                 database_, Providers(demo_) + "  models:\n    - { name: m, " + model + " }\n"));
  }

  const test::FakeProvider demo_;
  const support::Postgres database_;
  std::unique_ptr<RouterService> service_;
};

v1::GenerateRequest WithTags(const std::vector<std::string>& tags) {
  v1::GenerateRequest request = ChatRequest(false);
  request.mutable_preferences()->mutable_tags()->Assign(tags.begin(), tags.end());
  return request;
}

TEST_F(Explaining, ARequestWhoseTagsNobodyHasIsRefusedNamingThem) {
  RouterService& router =
      Serve("strategy: tag-based, deployments: [ { provider: demo, upstream_model: up, tags: [eu] } ]");

  const absl::Status status = router.Generate(WithTags({"mars", "moon"}))->Done();

  EXPECT_EQ(status.code(), absl::StatusCode::kInvalidArgument);
  EXPECT_EQ(ReasonOf(status), "TAGS_NOT_SERVED");
  EXPECT_THAT(MessageOf(status), HasSubstr("mars, moon"));
  EXPECT_TRUE(router.Generate(WithTags({"eu"}))->Done().ok());
}

TEST_F(Explaining, ARequestTooLongForEveryWindowIsRefusedAsProvidersDo) {
  RouterService& router = Serve("deployments: [ { provider: demo, upstream_model: up, context_window: 10 } ]");
  v1::GenerateRequest request = ChatRequest(false);
  request.mutable_preferences()->set_max_output_tokens(100);

  const absl::Status status = router.Generate(std::move(request))->Done();

  EXPECT_EQ(status.code(), absl::StatusCode::kInvalidArgument);
  EXPECT_EQ(ReasonOf(status), "CONTEXT_LENGTH_EXCEEDED");
  EXPECT_TRUE(demo_.Requests().empty());
}

TEST_F(Explaining, AModelThatTakesNoRequestsIsUnavailable) {
  RouterService& router = Serve("deployments: [ { provider: demo, upstream_model: up, weight: 0 } ]");

  const absl::Status status = router.Generate(false)->Done();

  EXPECT_EQ(status.code(), absl::StatusCode::kUnavailable);
  EXPECT_EQ(ReasonOf(status), "MODEL_UNAVAILABLE");
}

TEST_F(Explaining, ADeploymentThatTheModelHasNotIsRefusedNamingIt) {
  RouterService& router = Serve("deployments: [ { provider: demo, upstream_model: up } ]");
  v1::GenerateRequest request = ChatRequest(false);
  request.mutable_preferences()->set_deployment("demo/other");

  const absl::Status status = router.Generate(std::move(request))->Done();

  EXPECT_EQ(ReasonOf(status), "DEPLOYMENT_NOT_SERVED");
  EXPECT_THAT(MessageOf(status), HasSubstr("demo/other"));
}

TEST_F(Explaining, WhatIsExplainedIsWhatThenHappensAndAsksNobody) {
  RouterService& router = Serve(
      "strategy: priority, deployments: [ { provider: demo, upstream_model: second, priority: 2 },"
      " { provider: away, upstream_model: first, priority: 1 } ]");
  v1::ExplainRouteRequest question;
  question.set_model("m");

  const auto explained = Call(router, &Stub::ExplainRoute, question);
  ASSERT_TRUE(explained.ok()) << MessageOf(explained.status());
  EXPECT_TRUE(demo_.Requests().empty());
  const auto answer = router.Generate(false);
  ASSERT_TRUE(answer->Done().ok());

  ASSERT_EQ(explained->decisions_size(), 2);
  ASSERT_EQ(answer->tail().attempts_size(), 2);
  for (int i = 0; i < 2; ++i) {
    EXPECT_EQ(explained->decisions(i).SerializeAsString(), answer->tail().attempts(i).decision().SerializeAsString());
  }
}

}  // namespace
}  // namespace signalbox::router
