#include "gateway/operations/document.h"

#include <set>
#include <string>

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "gateway/inference/routes.h"
#include "gateway/transcode/pattern.h"
#include "tests/unit/gateway/core/inference_fixture.h"

namespace signalbox::gateway {
namespace {

using nlohmann::json;

// Every path of the document with its method, those that mean the same with it.
std::set<std::string> Documented(const json& document) {
  std::set<std::string> all;
  for (const auto& [path, methods] : document["paths"].items()) {
    for (const auto& [method, operation] : methods.items()) {
      all.insert(method + " " + path);
      if (!operation.contains("x-signalbox-also")) continue;
      for (const std::string also : operation["x-signalbox-also"]) all.insert(method + " " + also);
    }
  }
  return all;
}

class DocumentTest : public InferenceFixture {
 protected:
  const json document_ = json::parse(OpenApi({}));
};

TEST_F(DocumentTest, EveryInferenceRouteOfTheServerIsDescribed) {
  const std::set<std::string> documented = Documented(document_);
  int routes = 0;
  const auto check = [&](const std::string& method, const std::string& pattern, const Chain&, const Handler&) {
    ++routes;
    const std::string verb = (method == "GET" ? "get" : method == "DELETE" ? "delete" : "post") + std::string(" ");
    const std::size_t target = pattern.find("{target...}");
    if (target == pattern.npos) {
      EXPECT_TRUE(documented.contains(verb + OpenApiPath(pattern))) << method << " " << pattern;
      return;
    }
    for (const std::string action : {"generateContent", "streamGenerateContent", "countTokens"}) {
      EXPECT_TRUE(documented.contains(verb + pattern.substr(0, target) + "{model}:" + action)) << pattern << action;
    }
  };
  const Filter open = [](Handler next, const std::string&) { return next; };

  AddInferenceRoutes(services_, Chain{}, open, check);

  EXPECT_GT(routes, 50);
}

TEST_F(DocumentTest, ErrorsHaveTheFormOfTheDialect) {
  const auto error = [&](const std::string& path) {
    const std::string reference =
        document_["paths"][path]["post"]["responses"]["default"]["content"]["application/json"]["schema"]["$ref"];
    EXPECT_TRUE(document_.contains(json::json_pointer(reference.substr(1)))) << reference;
    return reference.substr(reference.rfind('/') + 1);
  };
  EXPECT_EQ(error("/v1/responses"), "Error");
  EXPECT_EQ(error("/v1/messages"), "AnthropicError");
  EXPECT_EQ(error("/v1beta/models/{model}:generateContent"), "GoogleError");
}

TEST_F(DocumentTest, GooglesClientsMayBringTheirKeyAsGoogleHasIt) {
  const json& security = document_["paths"]["/v1beta/models/{model}:countTokens"]["post"]["security"];
  EXPECT_EQ(security, json::parse(R"([{"bearer":[]},{"apiKey":[]},{"googleKey":[]},{"queryKey":[]}])"));
  for (const json& scheme : security) {
    EXPECT_TRUE(document_["components"]["securitySchemes"].contains(scheme.begin().key()));
  }
}

TEST_F(DocumentTest, AFieldThatIsRequiredIsDescribed) {
  for (const auto& [path, methods] : document_["paths"].items()) {
    for (const json& operation : methods) {
      if (!operation.contains("requestBody")) continue;
      for (const json& content : operation["requestBody"]["content"]) {
        const json& schema = content["schema"];
        for (const std::string name : schema.value("required", json::array())) {
          EXPECT_TRUE(schema["properties"].contains(name)) << path << " " << name;
        }
      }
    }
  }
}

TEST_F(DocumentTest, BodiesAndAnswersHaveTheTypesTheyComeIn) {
  const json& paths = document_["paths"];
  EXPECT_TRUE(paths["/v1/audio/transcriptions"]["post"]["requestBody"]["content"].contains("multipart/form-data"));
  EXPECT_TRUE(paths["/v1/audio/speech"]["post"]["responses"]["200"]["content"].contains("application/octet-stream"));
  EXPECT_TRUE(paths["/v1/messages"]["post"]["responses"]["200"]["content"].contains("text/event-stream"));
}

}  // namespace
}  // namespace signalbox::gateway
