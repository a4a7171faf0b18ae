#include "services/router/providers/kind_rules.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "common/status/error.h"
#include "services/router/providers/openai_compatible/presets.h"

namespace signalbox::router {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::Pair;

Provider Of(const std::string& kind, const Settings& settings = {}, const std::string& base_url = "") {
  Provider provider;
  provider.name = "p";
  provider.kind = kind;
  provider.base_url = base_url;
  provider.settings = settings;
  return provider;
}

std::string BaseUrl(const Provider& provider) {
  const auto complete = KindRules().Complete(provider);
  return complete.ok() ? complete->base_url : MessageOf(complete.status());
}

TEST(KindRules, AKindThatHasOneAddressNeedsNone) {
  EXPECT_EQ(BaseUrl(Of("")), "https://api.openai.com/v1");
  EXPECT_EQ(BaseUrl(Of("openai")), "https://api.openai.com/v1");
  EXPECT_EQ(BaseUrl(Of("anthropic")), "https://api.anthropic.com");
  EXPECT_EQ(BaseUrl(Of("gemini")), "https://generativelanguage.googleapis.com");
  EXPECT_EQ(BaseUrl(Of("openai_compatible", {{"preset", "groq"}})), "https://api.groq.com/openai/v1");
}

TEST(KindRules, ACloudsAddressFollowsFromItsPlace) {
  const auto vertex = [](const std::string& location) {
    return BaseUrl(Of("vertex", {{"project", "p-1"}, {"location", location}}));
  };
  EXPECT_EQ(vertex("global"), "https://aiplatform.googleapis.com");
  EXPECT_EQ(vertex("eu"), "https://aiplatform.eu.rep.googleapis.com");
  EXPECT_EQ(vertex("us-east5"), "https://us-east5-aiplatform.googleapis.com");
  EXPECT_EQ(BaseUrl(Of("bedrock", {{"region", "eu-central-1"}})), "https://bedrock-runtime.eu-central-1.amazonaws.com");
}

TEST(KindRules, AnAddressThatIsGivenIsUsed) {
  EXPECT_EQ(BaseUrl(Of("bedrock", {{"region", "us-east-1"}}, "https://vpce.example/")), "https://vpce.example");
  EXPECT_EQ(BaseUrl(Of("openai_compatible", {{"preset", "vllm"}}, "http://gpu:8000/v1")), "http://gpu:8000/v1");
  EXPECT_EQ(BaseUrl(Of("openai_compatible", {}, "http://gpu:8000/v1")), "http://gpu:8000/v1");
}

TEST(KindRules, AnAzureProviderGetsAVersionThatIsGenerallyAvailable) {
  const auto complete = KindRules().Complete(Of("azure", {}, "https://r.openai.azure.com"));

  ASSERT_TRUE(complete.ok());
  EXPECT_THAT(complete->settings, ElementsAre(Pair("api_version", "2024-10-21")));
}

struct BadCase {
  const char* name;
  Provider provider;
  const char* field;
  const char* message;
};

class BadProvider : public ::testing::TestWithParam<BadCase> {};

TEST_P(BadProvider, IsRefusedNamingTheFieldAndTheRemedy) {
  const absl::Status status = KindRules().Complete(GetParam().provider).status();

  EXPECT_EQ(status.code(), absl::StatusCode::kInvalidArgument);
  EXPECT_EQ(MetadataOf(status)["field"], GetParam().field);
  EXPECT_THAT(MessageOf(status), HasSubstr(GetParam().message));
}

const BadCase kBadCases[] = {
    {"kind", Of("telegraph"), "kind", "must be one of openai, anthropic"},
    {"azure_without_address", Of("azure"), "base_url", "is required"},
    {"compatible_without_either", Of("openai_compatible"), "base_url", "is required"},
    {"preset", Of("openai_compatible", {{"preset", "acme"}}), "settings.preset", "must be one of cerebras, cohere"},
    {"api_version", Of("azure", {{"api_version", "latest"}}, "https://r"), "settings.api_version", "2024-10-21"},
    {"api_version_query", Of("azure", {{"api_version", "2024-10-21&x=1"}}, "https://r"), "settings.api_version",
     "date"},
    {"no_project", Of("vertex", {{"location", "global"}}), "settings.project", "is required"},
    {"project_path", Of("vertex", {{"location", "global"}, {"project", "a/b"}}), "settings.project", "must be"},
    {"no_location", Of("vertex", {{"project", "p"}}), "settings.location", "is required"},
    {"location_host", Of("vertex", {{"project", "p"}, {"location", "evil.example/"}}), "settings.location", "region"},
    {"no_region", Of("bedrock"), "settings.region", "is required and must be an AWS region"},
    {"region_host", Of("bedrock", {{"region", "x.evil.example"}}), "settings.region", "must be an AWS region"},
    {"unknown_setting", Of("vertex", {{"zone", "a"}}), "settings.zone", "which has location, project"},
    {"unknown_setting_of_none", Of("openai", {{"region", "a"}}), "settings.region", "which has none"},
    {"bad_address", Of("openai", {}, "ftp://x"), "base_url", "must begin with"},
};

INSTANTIATE_TEST_SUITE_P(Cases, BadProvider, ::testing::ValuesIn(kBadCases),
                         [](const auto& info) { return std::string(info.param.name); });

TEST(KindRules, ASecretHasTheFormOfItsKind) {
  const KindRules rules;
  const char* service_account = R"({"type":"service_account","client_email":"a@b","private_key":"k e y"})";

  EXPECT_TRUE(rules.CheckSecret(Of("openai"), "sk-1").ok());
  EXPECT_TRUE(rules.CheckSecret(Of("bedrock"), "AKIDEXAMPLE000000000:wJalrXUtnFEMI/K7MDENG").ok());
  EXPECT_TRUE(rules.CheckSecret(Of("vertex"), service_account).ok());
  EXPECT_FALSE(rules.CheckSecret(Of("openai"), service_account).ok());
  EXPECT_FALSE(rules.CheckSecret(Of("vertex"), "sk-1").ok());
  EXPECT_FALSE(rules.CheckSecret(Of("bedrock"), "short:secret").ok());
}

TEST(KindRules, ARefusedSecretIsNeverRepeated) {
  const KindRules rules;

  for (const char* kind : {"vertex", "bedrock", "openai"}) {
    const absl::Status status = rules.CheckSecret(Of(kind), "{\"private_key\": \"hunter2 :\"");
    EXPECT_FALSE(status.ok()) << kind;
    EXPECT_THAT(MessageOf(status), Not(HasSubstr("hunter2"))) << kind;
  }
}

TEST(KindRules, EveryPresetMakesACompleteProvider) {
  for (const openai_compatible::Preset& preset : openai_compatible::Presets()) {
    const Provider provider = Of("openai_compatible", {{"preset", std::string(preset.name)}});
    EXPECT_EQ(BaseUrl(provider), preset.base_url);
  }
}

}  // namespace
}  // namespace signalbox::router
