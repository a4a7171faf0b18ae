#include <map>

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "common/status/error.h"
#include "tests/component/router/router_service.h"

namespace signalbox::router {
namespace {

using ::testing::HasSubstr;

/// The router with providers "demo" and "away" and the lines of `routing`, which stand under `router:`.
class Routing : public ::testing::Test {
 protected:
  RouterService& Serve(const std::string& routing) {
    service_ = std::make_unique<RouterService>(database_, Providers(demo_) + routing);
    return *service_;
  }

  std::shared_ptr<GenerationLog> Ask(const std::string& model, bool stream = false,
                                     v1::RoutePreferences preferences = {}, const std::string& shown = "") {
    v1::GenerateRequest request = ChatRequest(stream);
    const std::string written = shown.empty() ? model : shown;
    request.set_body(fmt::format(R"({{"model":"{}","messages":[{{"role":"user","content":"hi"}}]{}}})", written,
                                 stream ? R"(,"stream":true)" : ""));
    request.set_model(model);
    request.set_shown_model(shown);
    *request.mutable_preferences() = std::move(preferences);
    return service_->Generate(std::move(request));
  }

  /// The upstream models that were asked, one after another.
  static std::vector<std::string> UpstreamModels(const GenerationLog& answer) {
    std::vector<std::string> models;
    for (const v1::Attempt& attempt : answer.tail().attempts()) models.push_back(attempt.upstream_model());
    return models;
  }

  const test::FakeProvider demo_;
  const support::Postgres database_;
  std::unique_ptr<RouterService> service_;
};

TEST_F(Routing, G5RulesLeadToTheUpstreamModelThatTheirAuthorMeans) {
  Serve(R"(
  rules:
    - { match: gpt-4o, targets: [ { provider: demo, upstream_model: exact } ] }
    - { match: 'gpt-4*', targets: [ { provider: demo, upstream_model: globB } ] }
    - { match: 'gpt-*', targets: [ { provider: demo, upstream_model: globA } ] }
    - { match: 'claude-(.*)-v1', targets: [ { provider: demo, upstream_model: anthropic/$1 } ] }
    - { match: 'demo/*', targets: [ { provider: demo, upstream_model: $1 } ] }
    - { match: fast, model: quick }
  models:
    - { name: quick, deployments: [ { provider: demo, upstream_model: up-quick } ] }
)");
  const std::pair<const char*, const char*> cases[] = {{"gpt-4o", "exact"},        {"gpt-4-turbo", "globB"},
                                                       {"gpt-3.5-turbo", "globA"}, {"claude-opus-v1", "anthropic/opus"},
                                                       {"demo/a/b", "a/b"},        {"fast", "up-quick"}};
  for (const auto& [model, upstream] : cases) {
    const auto answer = Ask(model);
    ASSERT_TRUE(answer->Done().ok()) << model;
    EXPECT_EQ(UpstreamModels(*answer), std::vector<std::string>{upstream});
    EXPECT_THAT(answer->data(), HasSubstr(fmt::format(R"("model":"{}")", model))) << "the caller's name is shown";
  }
  EXPECT_EQ(ReasonOf(Ask("GPT-4")->Done()), "MODEL_NOT_FOUND");
}

TEST_F(Routing, G6TheNameThatTheCallerWroteIsInEveryPieceOfTheAnswer) {
  Serve("  models: [ { name: gpt-4, deployments: [ { provider: demo, upstream_model: up } ] } ]\n");
  for (const bool stream : {false, true}) {
    const auto answer = Ask("gpt-4", stream, {}, "Proxy/gpt-4");
    ASSERT_TRUE(answer->Done().ok());
    EXPECT_THAT(answer->data(), HasSubstr(R"("model":"Proxy/gpt-4")"));
    EXPECT_THAT(answer->data(), ::testing::Not(HasSubstr(R"("model":"up")")));
    EXPECT_EQ(UpstreamModels(*answer), std::vector<std::string>{"up"});
  }
}

TEST_F(Routing, G19OneThatFailsIsLeftAloneAndNoCallerSeesIt) {
  Serve(R"(
  models:
    - name: m
      strategy: priority
      deployments:
        - { provider: demo, upstream_model: 'ill;status=500', priority: 1 }
        - { provider: demo, upstream_model: well, priority: 2 }
)");
  int asked_ill = 0;
  for (int i = 0; i < 50; ++i) {
    const auto answer = Ask("m");
    ASSERT_TRUE(answer->Done().ok());
    ASSERT_EQ(answer->status(), 200);
    asked_ill += UpstreamModels(*answer).front() == "well" ? 0 : 1;
  }
  EXPECT_EQ(asked_ill, 5) << "then its breaker is open";
}

TEST_F(Routing, G19OneThatIsMendedIsFoundByProbes) {
  Serve(R"(
  models:
    - name: m
      strategy: priority
      deployments:
        - { provider: demo, upstream_model: mended, priority: 1 }
        - { provider: demo, upstream_model: other, priority: 2 }
  routing: { breaker: { server_faults: 1, open: 10ms, open_max: 10ms, slow_start: 0s } }
)");
  demo_.Script(R"({"model":"mended","status":500,"times":1})");
  const auto first = Ask("m");
  ASSERT_TRUE(first->Done().ok());
  EXPECT_EQ(UpstreamModels(*first), (std::vector<std::string>{"mended", "other"}));
  // However long it takes until it is half open: the first that is asked again finds it mended.
  std::vector<std::string> asked;
  while (asked.size() < 2) {
    const auto answer = Ask("m");
    ASSERT_TRUE(answer->Done().ok());
    ASSERT_EQ(answer->tail().attempts_size(), 1);
    if (UpstreamModels(*answer)[0] == "mended") asked.push_back("mended");
  }
}

TEST_F(Routing, G20WeightedRoundRobinGoesAroundSmoothly) {
  Serve(R"(
  models:
    - name: m
      strategy: weighted-round-robin
      deployments:
        - { provider: demo, upstream_model: a, weight: 5 }
        - { provider: demo, upstream_model: b, weight: 1 }
        - { provider: demo, upstream_model: c, weight: 1 }
        - { provider: demo, upstream_model: drained, weight: 0 }
)");
  std::string order;
  for (int i = 0; i < 14; ++i) {
    const auto answer = Ask("m");
    ASSERT_TRUE(answer->Done().ok());
    order += UpstreamModels(*answer).at(0);
  }
  EXPECT_EQ(order, "aabacaaaabacaa");
}

TEST_F(Routing, L20TagsLeadToTheirDeploymentsOnly) {
  Serve(R"(
  models:
    - name: m
      strategy: tag-based
      deployments:
        - { provider: demo, upstream_model: europe, tags: [eu] }
        - { provider: demo, upstream_model: rest, tags: [default] }
)");
  v1::RoutePreferences preferences;
  preferences.add_tags("eu");
  for (int i = 0; i < 10; ++i) {
    const auto tagged = Ask("m", false, preferences);
    ASSERT_TRUE(tagged->Done().ok());
    EXPECT_EQ(UpstreamModels(*tagged), std::vector<std::string>{"europe"});
    const auto untagged = Ask("m");
    ASSERT_TRUE(untagged->Done().ok());
    EXPECT_EQ(UpstreamModels(*untagged), std::vector<std::string>{"rest"});
  }
}

TEST_F(Routing, L20LowestLatencyPrefersTheFasterOne) {
  Serve(R"(
  models:
    - name: m
      strategy: lowest-latency
      deployments:
        - { provider: demo, upstream_model: 'slow;first=60ms' }
        - { provider: demo, upstream_model: quick }
)");
  std::map<std::string, int> asked;
  for (int i = 0; i < 30; ++i) {
    const auto answer = Ask("m");
    ASSERT_TRUE(answer->Done().ok());
    ++asked[UpstreamModels(*answer).at(0)];
  }
  EXPECT_EQ(asked["quick"], 29) << "each is measured once";
}

TEST_F(Routing, AnotherModelStandsInUnlessTheKeyOrTheCallerForbidsIt) {
  Serve(R"(
  models:
    - { name: m, fallbacks: [n], deployments: [ { provider: demo, upstream_model: 'ill;status=503' } ] }
    - { name: n, deployments: [ { provider: demo, upstream_model: stand-in } ] }
)");
  const auto answer = Ask("m");
  ASSERT_TRUE(answer->Done().ok());
  EXPECT_EQ(answer->status(), 200);
  EXPECT_EQ(UpstreamModels(*answer).back(), "stand-in");
  EXPECT_THAT(answer->data(), HasSubstr(R"("model":"m")"));

  v1::RoutePreferences not_allowed;
  not_allowed.add_allowed_models("m*");
  v1::RoutePreferences not_wanted;
  not_wanted.set_no_fallbacks(true);
  for (const v1::RoutePreferences& preferences : {not_allowed, not_wanted}) {
    const auto refused = Ask("m", false, preferences);
    ASSERT_TRUE(refused->Done().ok());
    EXPECT_EQ(refused->status(), 503);
  }
}

TEST_F(Routing, WhatIsTooLongForAModelGoesToOneWithALargerWindow) {
  Serve(R"(
  models:
    - name: m
      context_window_fallbacks: [n]
      deployments: [ { provider: demo, upstream_model: 'small;error=context_length_exceeded' } ]
    - { name: n, deployments: [ { provider: demo, upstream_model: large } ] }
    - name: known
      context_window_fallbacks: [n]
      deployments: [ { provider: demo, upstream_model: tiny, context_window: 5 } ]
)");
  const auto told = Ask("m");
  ASSERT_TRUE(told->Done().ok());
  EXPECT_EQ(told->status(), 200);
  EXPECT_EQ(told->tail().attempts_size(), 2);
  EXPECT_EQ(UpstreamModels(*told).back(), "large");

  const auto counted = Ask("known");
  ASSERT_TRUE(counted->Done().ok());
  EXPECT_EQ(UpstreamModels(*counted), std::vector<std::string>{"large"})
      << "counted here, so the small one is not asked";
}

TEST_F(Routing, APinnedRequestGoesThereOnly) {
  Serve(R"(
  models:
    - name: m
      deployments: [ { provider: demo, upstream_model: a }, { provider: demo, upstream_model: b } ]
)");
  v1::RoutePreferences preferences;
  preferences.set_deployment("demo/b");
  for (int i = 0; i < 10; ++i) {
    const auto answer = Ask("m", false, preferences);
    ASSERT_TRUE(answer->Done().ok());
    EXPECT_EQ(UpstreamModels(*answer), std::vector<std::string>{"b"});
  }
}

TEST_F(Routing, ARateLimitedAccountRestsWhileAnotherAnswers) {
  service_ = std::make_unique<RouterService>(database_, fmt::format(R"(
  providers:
    - name: demo
      base_url: '{}'
      allow_private: true
      accounts:
        - {{ name: first, api_key: sk-first-0123456789, priority: 1 }}
        - {{ name: second, api_key: sk-second-0123456789, priority: 2 }}
  models: [ {{ name: m, deployments: [ {{ provider: demo, upstream_model: up }} ] }} ]
)",
                                                                    demo_.openai_url()));
  demo_.Script(R"({"model":"up","status":429,"retry_after":60,"times":1})");
  const auto switched = Ask("m");
  ASSERT_TRUE(switched->Done().ok());
  EXPECT_EQ(switched->status(), 200);
  ASSERT_EQ(switched->tail().attempts_size(), 2);
  const std::string first = switched->tail().attempts(0).account_id();
  const std::string second = switched->tail().attempts(1).account_id();
  EXPECT_NE(first, second);
  for (int i = 0; i < 5; ++i) {
    const auto answer = Ask("m");
    ASSERT_TRUE(answer->Done().ok());
    ASSERT_EQ(answer->tail().attempts_size(), 1);
    EXPECT_EQ(answer->tail().attempts(0).account_id(), second);
  }
}

}  // namespace
}  // namespace signalbox::router
