#include "services/router/providers/azure/azure_api.h"

#include <gtest/gtest.h>

#include "tests/unit/services/router/providers/calls.h"

namespace signalbox::router::azure {
namespace {

using namespace testing;  // NOLINT: this folder's fixtures.
using llm::v1::OPENAI_CHAT;
using llm::v1::OPENAI_RESPONSES;

constexpr const char* kResource = "https://r.openai.azure.com";

std::string UrlFor(const Provider& provider, Written written) {
  return AzureApi().Call(provider, AccountWith("k"), std::move(written), "", kCallTime)->url;
}

Provider Of(const std::string& version, const std::string& base_url = kResource) {
  return ProviderAt(base_url, {{"api_version", version}});
}

llm::v1::Dialect Chosen(const std::string& version, llm::v1::Dialect caller) {
  return *AzureApi().DialectFor(Of(version), {llm::v1::GENERATE, caller, "d"});
}

TEST(Azure, WithAVersionByDateTheDeploymentStandsInThePath) {
  const Provider provider = Of("2024-10-21");

  EXPECT_EQ(UrlFor(provider, Generate(OPENAI_CHAT, "my gpt")),
            "https://r.openai.azure.com/openai/deployments/my%20gpt/chat/completions?api-version=2024-10-21");
  EXPECT_EQ(UrlFor(provider, Generate(llm::v1::OPENAI_COMPLETIONS, "d")),
            "https://r.openai.azure.com/openai/deployments/d/completions?api-version=2024-10-21");
  EXPECT_EQ(UrlFor(provider, testing::Of(llm::v1::EMBED, "d")),
            "https://r.openai.azure.com/openai/deployments/d/embeddings?api-version=2024-10-21");
  EXPECT_EQ(UrlFor(provider, testing::Of(llm::v1::FORWARD, "d", "/audio/speech")),
            "https://r.openai.azure.com/openai/deployments/d/audio/speech?api-version=2024-10-21");
}

TEST(Azure, ResponsesHaveNoDeploymentInTheirPath) {
  EXPECT_EQ(UrlFor(Of("2025-04-01-preview"), Generate(OPENAI_RESPONSES, "d")),
            "https://r.openai.azure.com/openai/responses?api-version=2025-04-01-preview");
}

TEST(Azure, VersionOneIsOpenAisOwnApi) {
  EXPECT_EQ(UrlFor(Of("v1"), Generate(OPENAI_CHAT, "d")), "https://r.openai.azure.com/openai/v1/chat/completions");
  EXPECT_EQ(UrlFor(Of("preview"), Generate(OPENAI_RESPONSES, "d")),
            "https://r.openai.azure.com/openai/v1/responses?api-version=preview");
}

TEST(Azure, AnAddressCopiedWithThePathBehindItIsTheSame) {
  for (const char* url : {"https://r.openai.azure.com/openai", "https://r.openai.azure.com/openai/v1"}) {
    EXPECT_EQ(UrlFor(Of("v1", url), Generate(OPENAI_CHAT, "d")),
              "https://r.openai.azure.com/openai/v1/chat/completions");
  }
}

TEST(Azure, ResponsesAreSpokenFromTheVersionThatHasThem) {
  EXPECT_EQ(Chosen("2024-10-21", OPENAI_RESPONSES), OPENAI_CHAT);
  EXPECT_EQ(Chosen("2025-02-01-preview", OPENAI_RESPONSES), OPENAI_CHAT);
  EXPECT_EQ(Chosen("2025-03-01-preview", OPENAI_RESPONSES), OPENAI_RESPONSES);
  EXPECT_EQ(Chosen("v1", OPENAI_RESPONSES), OPENAI_RESPONSES);
  EXPECT_EQ(Chosen("v1", llm::v1::ANTHROPIC_MESSAGES), OPENAI_CHAT);
}

TEST(Azure, TheKeyHasAHeaderOfItsOwn) {
  const auto call = AzureApi().Call(Of("v1"), AccountWith("secret"), Generate(OPENAI_CHAT, "d"), "", kCallTime);

  EXPECT_EQ(HeaderOf(*call, "api-key"), "secret");
  EXPECT_EQ(HeaderOf(*call, "authorization"), "");
  EXPECT_EQ(HeaderOf(*call, "content-type"), "application/json");
}

TEST(Azure, AProbeListsModels) {
  const auto call = AzureApi().Probe(Of("2024-10-21"), AccountWith("secret"), "", kCallTime);

  EXPECT_EQ(call->method, "GET");
  EXPECT_EQ(call->url, "https://r.openai.azure.com/openai/models?api-version=2024-10-21");
  EXPECT_EQ(HeaderOf(*call, "api-key"), "secret");
}

}  // namespace
}  // namespace signalbox::router::azure
