#include "gateway/inference/models.h"

#include <nlohmann/json.hpp>

#include "tests/unit/gateway/core/inference_fixture.h"

namespace signalbox::gateway {
namespace {

using nlohmann::json;

class ModelsTest : public InferenceFixture {
 protected:
  ModelsTest() {
    router::v1::ListModelsResponse models;
    for (const std::string name : {"gpt", "meta/llama"}) {
      auto* model = models.add_models();
      model->set_name(name);
      model->add_providers("demo");
      model->add_providers("other");
      model->mutable_create_time()->set_seconds(1'700'000'000);
    }
    router_->models = models;
  }

  void Restrict(std::vector<std::string> models) {
    auto caller = std::make_shared<Caller>(*caller_);
    caller->models = NameList(std::move(models));
    caller_ = caller;
  }
  void Get(const std::string& id) {
    exchange_->parameters = {{"id", id}};
    Models(router_).Get(NewCall());
  }
};

TEST_F(ModelsTest, ListsWhatTheRouterServesAsOpenAiDoes) {
  Models(router_).List(NewCall());

  EXPECT_EQ(exchange_->status, 200);
  EXPECT_EQ(json::parse(exchange_->body), json::parse(R"({"object":"list","data":[
      {"id":"gpt","object":"model","created":1700000000,"owned_by":"demo"},
      {"id":"meta/llama","object":"model","created":1700000000,"owned_by":"demo"}]})"));
}

TEST_F(ModelsTest, ListsOnlyWhatTheKeyMayUse) {
  Restrict({"gpt", "not-served"});
  Models(router_).List(NewCall());

  const json data = json::parse(exchange_->body).at("data");
  ASSERT_EQ(data.size(), 1U);
  EXPECT_EQ(data[0].at("id"), "gpt");
}

TEST_F(ModelsTest, ShowsAModelWhoseNameHasASlash) {
  Get("meta/llama");
  EXPECT_EQ(exchange_->status, 200);
  EXPECT_EQ(json::parse(exchange_->body).at("id"), "meta/llama");
}

TEST_F(ModelsTest, AnUnknownModelIs404) {
  Get("gpt-9");
  EXPECT_EQ(exchange_->status, 404);
  EXPECT_EQ(json::parse(exchange_->body).at("error").at("code"), "model_not_found");
}

TEST_F(ModelsTest, AModelTheKeyMayNotUseDoesNotExistForIt) {
  Restrict({"gpt"});
  Get("meta/llama");
  EXPECT_EQ(exchange_->status, 404);
}

TEST_F(ModelsTest, ARouterThatIsAwayIs503) {
  router_->models = absl::UnavailableError("away");
  Models(router_).List(NewCall());
  EXPECT_EQ(exchange_->status, 503);
}

}  // namespace
}  // namespace signalbox::gateway
