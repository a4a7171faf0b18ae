#include "services/router/providers/gemini/gemini_api.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "services/router/providers/provider_apis.h"
#include "tests/unit/services/router/providers/calls.h"

namespace signalbox::router::gemini {
namespace {

using namespace testing;  // NOLINT: this folder's fixtures.
using llm::v1::GEMINI;
using ::testing::Contains;
using ::testing::Pair;

constexpr const char* kHost = "https://generativelanguage.googleapis.com";

std::string UrlFor(const std::string& base_url, Written written) {
  const auto call = GeminiApi().Call(ProviderAt(base_url), AccountWith("k"), std::move(written), "", kCallTime);
  return call.ok() ? call->url : "refused";
}

Written Streamed(Written written) {
  written.stream = true;
  return written;
}

TEST(GeminiApi, ThePathNamesTheModelAndWhatIsAsked) {
  EXPECT_EQ(UrlFor(kHost, Generate(GEMINI, "gemini-2.5-flash")),
            "https://generativelanguage.googleapis.com/v1beta/models/gemini-2.5-flash:generateContent");
  EXPECT_EQ(UrlFor(kHost, Streamed(Generate(GEMINI, "gemini-2.5-flash"))),
            "https://generativelanguage.googleapis.com/v1beta/models/gemini-2.5-flash:streamGenerateContent?alt=sse");
  EXPECT_EQ(UrlFor(kHost, testing::Of(llm::v1::EMBED, "gemini-embedding-001")),
            "https://generativelanguage.googleapis.com/v1beta/models/gemini-embedding-001:batchEmbedContents");
}

TEST(GeminiApi, AnAddressWithAVersionKeepsIt) {
  EXPECT_EQ(UrlFor("http://127.0.0.1:9/v1", Generate(GEMINI, "m")), "http://127.0.0.1:9/v1/models/m:generateContent");
  EXPECT_EQ(UrlFor("http://127.0.0.1:9/v1beta", Generate(GEMINI, "models/m")),
            "http://127.0.0.1:9/v1beta/models/m:generateContent");
  EXPECT_EQ(UrlFor("http://127.0.0.1:9/x", Generate(GEMINI, "tunedModels/t")),
            "http://127.0.0.1:9/x/v1beta/tunedModels/t:generateContent");
}

TEST(GeminiApi, AModelsNameCannotLeadElsewhere) {
  EXPECT_EQ(UrlFor(kHost, Generate(GEMINI, "models/..")), "refused");
  EXPECT_EQ(UrlFor(kHost, Generate(GEMINI, "..")), "refused");
  EXPECT_EQ(UrlFor(kHost, Generate(GEMINI, "a/b/../c?x=1")),
            "https://generativelanguage.googleapis.com/v1beta/a/b%2F..%2Fc%3Fx%3D1:generateContent");
}

TEST(GeminiApi, TheKeyStandsInItsHeaderOnly) {
  const auto call = GeminiApi().Call(ProviderAt(kHost), AccountWith("k-1"), Generate(GEMINI, "m"), "", kCallTime);

  ASSERT_TRUE(call.ok());
  EXPECT_THAT(call->headers, Contains(Pair("x-goog-api-key", "k-1")));
  EXPECT_EQ(call->url.find("k-1"), std::string::npos);
}

TEST(GeminiApi, CountsAllARequestSays) {
  Written written = testing::Of(llm::v1::COUNT_TOKENS, "m");
  written.body = R"({"systemInstruction":{"parts":[]},"contents":[{"parts":[{"text":"a"}]}]})";

  const auto call = GeminiApi().Call(ProviderAt(kHost), AccountWith("k"), std::move(written), "", kCallTime);

  ASSERT_TRUE(call.ok());
  EXPECT_EQ(call->url, "https://generativelanguage.googleapis.com/v1beta/models/m:countTokens");
  EXPECT_EQ(call->body, R"({"generateContentRequest":{"model":"models/m","systemInstruction":{"parts":[]},)"
                        R"("contents":[{"parts":[{"text":"a"}]}]}})");
}

TEST(GeminiApi, SpeaksItsOwnDialectAndForwardsNothing) {
  const auto chosen = [](llm::v1::Operation operation) {
    return GeminiApi().DialectFor({}, {operation, llm::v1::OPENAI_CHAT, "m"});
  };

  EXPECT_EQ(*chosen(llm::v1::GENERATE), GEMINI);
  EXPECT_EQ(*chosen(llm::v1::EMBED), GEMINI);
  EXPECT_EQ(*chosen(llm::v1::COUNT_TOKENS), GEMINI);
  EXPECT_EQ(chosen(llm::v1::FORWARD).status().code(), absl::StatusCode::kUnimplemented);
}

TEST(GeminiApi, IsRegisteredAndProbesByListingModels) {
  const ProviderApi* api = ProviderApiOf("gemini");

  ASSERT_NE(api, nullptr);
  const auto probe = api->Probe(ProviderAt(kHost), AccountWith("k"), "", kCallTime);
  EXPECT_EQ(probe->method, "GET");
  EXPECT_EQ(probe->url, "https://generativelanguage.googleapis.com/v1beta/models?pageSize=1");
}

}  // namespace
}  // namespace signalbox::router::gemini
