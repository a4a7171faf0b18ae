#include "gateway/inference/preferences.h"

#include <gtest/gtest.h>

#include "gateway/inference/inference.h"
#include "tests/unit/gateway/core/inference_fixture.h"

namespace signalbox::gateway {
namespace {

std::string BodyFor(const std::string& model) {
  return R"({"model":")" + model + R"(","messages":[{"role":"user","content":"hi"}],"max_tokens":7})";
}

class PreferencesTest : public InferenceFixture {
 protected:
  void Post(const std::string& body, http::Headers headers = {}) {
    exchange_->request.body = body;
    exchange_->request.headers = std::move(headers);
    Inference inference(services_, AsksForTurn(llm::v1::OPENAI_CHAT));
    inference(NewCall());
  }
  void AllowOnly(std::vector<std::string> models) {
    auto caller = std::make_shared<Caller>(*caller_);
    caller->models = NameList(std::move(models));
    caller_ = caller;
  }
};

TEST_F(PreferencesTest, HeadersSayWhereARequestIsToGo) {
  Post(BodyFor("gpt"), {{"x-signalbox-tags", "eu, fast ,"},
                        {"x-signalbox-deployment", "demo/gpt"},
                        {"x-signalbox-fallbacks", "off"},
                        {"x-signalbox-max-attempts", "2"}});

  const router::v1::RoutePreferences& preferences = router_->request.preferences();
  ASSERT_EQ(preferences.tags_size(), 2);
  EXPECT_EQ(preferences.tags(0), "eu");
  EXPECT_EQ(preferences.tags(1), "fast");
  EXPECT_EQ(preferences.deployment(), "demo/gpt");
  EXPECT_TRUE(preferences.no_fallbacks());
  EXPECT_EQ(preferences.max_attempts(), 2);
  EXPECT_EQ(preferences.max_output_tokens(), 7);
}

TEST_F(PreferencesTest, WithoutThemNothingIsWished) {
  Post(BodyFor("gpt"));
  EXPECT_EQ(router_->request.preferences().tags_size(), 0);
  EXPECT_FALSE(router_->request.preferences().no_fallbacks());
  EXPECT_EQ(router_->request.preferences().max_attempts(), 0);
}

TEST_F(PreferencesTest, AWrongOneIs400NamingItsHeaderAndReachesNobody) {
  const http::Headers wrong[] = {{{"x-signalbox-max-attempts", "many"}},
                                 {{"x-signalbox-max-attempts", "21"}},
                                 {{"x-signalbox-fallbacks", "maybe"}},
                                 {{"x-signalbox-tags", std::string(65, 't')}}};
  for (const http::Headers& headers : wrong) {
    exchange_ = std::make_shared<FakeExchange>();
    Post(BodyFor("gpt"), headers);
    EXPECT_EQ(exchange_->status, 400);
    EXPECT_NE(exchange_->body.find(headers[0].first), std::string::npos) << exchange_->body;
  }
  EXPECT_EQ(router_->generations, 0);
}

TEST_F(PreferencesTest, TheRouterKnowsWhichModelsMayStandIn) {
  AllowOnly({"gpt", "claude-*"});
  Post(BodyFor("gpt"));
  ASSERT_EQ(router_->request.preferences().allowed_models_size(), 2);
  EXPECT_EQ(router_->request.preferences().allowed_models(1), "claude-*");
}

TEST_F(PreferencesTest, G3APatternOfAKeyAllowsTheWholeNameOnly) {
  AllowOnly({"gpt-4|gpt-3.5", "claude-*"});
  const std::pair<const char*, int> cases[] = {
      {"gpt-4", 0}, {"claude-x", 0}, {"gpt-4-anything", 403}, {"xgpt-3.5", 403}, {"Proxy/gpt-4", 403}};
  for (const auto& [model, status] : cases) {
    exchange_ = std::make_shared<FakeExchange>();
    Post(BodyFor(model));
    EXPECT_EQ(exchange_->status, status) << model;
  }
}

TEST_F(PreferencesTest, G6APrefixIsTakenOffBeforeTheKeyIsAskedAndTheCallersNameIsShown) {
  services_->model_prefix = "Proxy/";
  AllowOnly({"gpt-4", "a/b", "Other/gpt-4"});
  const std::pair<const char*, const char*> cases[] = {
      {"Proxy/gpt-4", "gpt-4"}, {"gpt-4", "gpt-4"}, {"Other/gpt-4", "Other/gpt-4"}, {"Proxy/a/b", "a/b"}};
  for (const auto& [asked, upstream] : cases) {
    Post(BodyFor(asked));
    EXPECT_EQ(router_->request.model(), upstream);
    EXPECT_EQ(router_->request.shown_model(), std::string_view(asked) == upstream ? "" : asked);
  }
}

}  // namespace
}  // namespace signalbox::gateway
