#include "gateway/transcode/openapi.h"

#include <set>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

namespace signalbox::gateway {
namespace {

using nlohmann::json;
using ::testing::Contains;
using ::testing::HasSubstr;
using ::testing::Not;

json Document() {
  const auto routes = RoutesOf(ManagedServices());
  EXPECT_TRUE(routes.ok()) << routes.status();
  const std::vector<OpenApiOperation> operations = {
      {"POST", "/v1/chat/completions", "inference", "Chat", true, R"({"type":"object"})", R"({"type":"object"})"},
      {"GET", "/v1/models/{id...}", "inference", "One model", true, "", ""},
      {"GET", "/health/live", "operations", "Liveness", false, "", ""}};
  const std::string text = OpenApiDocument({"Signalbox", "1.2.3"}, *routes, operations);
  EXPECT_EQ(text, OpenApiDocument({"Signalbox", "1.2.3"}, *routes, operations)) << "must be deterministic";
  return json::parse(text);
}

void ForEachObject(const json& value, const std::function<void(const json&)>& visit) {
  if (value.is_object()) visit(value);
  if (value.is_structured()) {
    for (const json& child : value) ForEachObject(child, visit);
  }
}

void ForEachOperation(const json& document,
                      const std::function<void(const std::string& path, const json& operation)>& visit) {
  for (const auto& [path, methods] : document["paths"].items()) {
    for (const json& operation : methods) visit(path, operation);
  }
}

TEST(OpenApi, SaysWhatItIs) {
  const json document = Document();
  EXPECT_EQ(document["openapi"], "3.1.0");
  EXPECT_EQ(document["info"]["title"], "Signalbox");
  EXPECT_EQ(document["info"]["version"], "1.2.3");
}

TEST(OpenApi, EveryReferenceResolves) {
  const json document = Document();
  int references = 0;
  ForEachObject(document, [&](const json& object) {
    if (!object.contains("$ref")) return;
    ++references;
    const std::string reference = object["$ref"];
    ASSERT_EQ(reference.rfind("#/", 0), 0u);
    EXPECT_TRUE(document.contains(json::json_pointer(reference.substr(1)))) << reference;
  });
  EXPECT_GT(references, 50);
}

TEST(OpenApi, EverySchemaIsReferredTo) {
  const json document = Document();
  std::set<std::string> referred;
  ForEachObject(document, [&](const json& object) {
    if (object.contains("$ref")) referred.insert(object["$ref"].get<std::string>());
  });
  for (const auto& [name, schema] : document["components"]["schemas"].items()) {
    EXPECT_THAT(referred, Contains("#/components/schemas/" + name));
  }
}

TEST(OpenApi, EveryOperationHasAnIdOfItsOwnAndAResponse) {
  const json document = Document();
  std::set<std::string> ids;
  ForEachOperation(document, [&](const std::string& path, const json& operation) {
    EXPECT_TRUE(ids.insert(operation["operationId"]).second) << operation["operationId"];
    EXPECT_TRUE(operation["responses"].contains("default")) << path;
    EXPECT_EQ(operation["responses"].size(), 2u) << path;
    EXPECT_FALSE(operation["summary"].get<std::string>().empty()) << path;
  });
}

TEST(OpenApi, DeclaresExactlyTheParametersOfEachPath) {
  ForEachOperation(Document(), [&](const std::string& path, const json& operation) {
    std::set<std::string> declared;
    for (const json& parameter : operation["parameters"]) {
      if (parameter["in"] != "path") continue;
      EXPECT_EQ(parameter["required"], true);
      declared.insert(parameter["name"]);
      EXPECT_THAT(path, HasSubstr("{" + parameter["name"].get<std::string>() + "}"));
    }
    EXPECT_EQ(declared.size(), static_cast<std::size_t>(std::count(path.begin(), path.end(), '{'))) << path;
  });
}

TEST(OpenApi, OnlyPublicRoutesNeedNoKey) {
  const json document = Document();
  for (const auto& [name, scheme] : document["components"]["securitySchemes"].items()) {
    EXPECT_THAT(name, ::testing::AnyOf("bearer", "apiKey"));
  }
  EXPECT_TRUE(document["paths"]["/api/auth/login"]["post"]["security"].empty());
  EXPECT_TRUE(document["paths"]["/health/live"]["get"]["security"].empty());
  EXPECT_EQ(document["paths"]["/key/generate"]["post"]["security"][0], json::parse(R"({"bearer":[]})"));
}

TEST(OpenApi, DescribesARequestByItsProto) {
  const json document = Document();
  const json& operation = document["paths"]["/key/generate"]["post"];
  EXPECT_EQ(operation["requestBody"]["content"]["application/json"]["schema"]["$ref"],
            "#/components/schemas/identity.CreateKeyRequest");
  EXPECT_EQ(operation["x-signalbox-access"], "manage_keys");
  EXPECT_EQ(operation["description"], "Creates a key. The key text is in this answer and nowhere else.");
  EXPECT_TRUE(document["paths"]["/api/api-keys"]["post"]["responses"].contains("201"));

  const json& request = document["components"]["schemas"]["identity.CreateKeyRequest"];
  EXPECT_EQ(request["additionalProperties"], false);
  EXPECT_FALSE(request.contains("required"));
  EXPECT_THAT(request["properties"]["duration"]["description"].get<std::string>(), HasSubstr("never expires"));
}

// A field's schema without the description around it, which is the proto's comment.
json Bare(const json& schema) {
  return schema.contains("allOf") ? schema["allOf"][0] : schema;
}

TEST(OpenApi, DescribesAnAnswerAsItIsWritten) {
  const json document = Document();
  const json& key = document["components"]["schemas"]["identity.Key"];
  const json& summary = document["components"]["schemas"]["billing.SpendSummary"];
  EXPECT_THAT(key["required"], Contains("token_id"));
  EXPECT_EQ(Bare(summary["properties"]["spend"]), json::parse(R"({"type":"number"})"));
  EXPECT_EQ(Bare(key["properties"]["user_id"]), json::parse(R"({"type":["string","null"]})"));
  EXPECT_EQ(Bare(key["properties"]["created_at"])["type"], json::parse(R"(["string","null"])"));
  EXPECT_EQ(Bare(key["properties"]["key_type"]), json::parse(R"({"enum":["llm_api","management",null]})"));
  EXPECT_EQ(Bare(key["properties"]["metadata"]),
            json::parse(R"({"type":"object","additionalProperties":{"type":"string"}})"));
  EXPECT_EQ(key["properties"]["is_active"]["description"], "Neither blocked nor expired.");
}

TEST(OpenApi, PutsTheFieldsOfAGetIntoItsQuery) {
  const json document = Document();
  std::set<std::string> query;
  for (const json& parameter : document["paths"]["/spend/logs"]["get"]["parameters"]) {
    EXPECT_EQ(parameter["in"], "query");
    query.insert(parameter["name"]);
  }
  EXPECT_THAT(query, ::testing::IsSupersetOf({"key_id", "start_date", "limit"}));
  EXPECT_FALSE(document["paths"]["/spend/logs"]["get"].contains("requestBody"));
}

TEST(OpenApi, LeavesOutABodyThatWouldBeEmpty) {
  EXPECT_FALSE(Document()["paths"]["/api/health/api-keys/{id}/check"]["post"].contains("requestBody"));
}

TEST(OpenApi, KeepsHandWrittenOperationsAsTheyAreGiven) {
  const json document = Document();
  const json& chat = document["paths"]["/v1/chat/completions"]["post"];
  EXPECT_EQ(chat["requestBody"]["content"]["application/json"]["schema"], json::parse(R"({"type":"object"})"));
  EXPECT_EQ(chat["tags"], json::parse(R"(["inference"])"));
  EXPECT_TRUE(document["paths"].contains("/v1/models/{id}"));
}

}  // namespace
}  // namespace signalbox::gateway
