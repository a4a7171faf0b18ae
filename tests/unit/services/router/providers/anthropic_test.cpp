#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "services/router/providers/anthropic/anthropic_api.h"
#include "tests/unit/services/router/catalog_fixtures.h"

namespace signalbox::router::anthropic {
namespace {

using namespace router::testing;  // NOLINT: this service's fixtures.
using ::testing::Contains;
using ::testing::Pair;

const AnthropicApi kApi;

Provider ProviderAt(std::string base_url) {
  Provider provider = MakeProvider("p");
  provider.base_url = std::move(base_url);
  return provider;
}

ProviderCall CallOf(llm::v1::Operation operation, const HttpHeaders* callers = nullptr,
                    std::string base_url = "https://api.anthropic.com") {
  Written written;
  written.operation = operation;
  written.dialect = llm::v1::ANTHROPIC_MESSAGES;
  written.caller_headers = callers;
  return *kApi.Call(ProviderAt(std::move(base_url)), MakeAccount("p", "1"), std::move(written), {}, kNow);
}

TEST(AnthropicTest, TheAddressMayEndInTheVersionOrNot) {
  for (const char* base : {"https://api.anthropic.com", "https://api.anthropic.com/v1"}) {
    EXPECT_EQ(CallOf(llm::v1::GENERATE, nullptr, base).url, "https://api.anthropic.com/v1/messages");
    EXPECT_EQ(CallOf(llm::v1::COUNT_TOKENS, nullptr, base).url, "https://api.anthropic.com/v1/messages/count_tokens");
    EXPECT_EQ(kApi.Probe(ProviderAt(base), MakeAccount("p", "1"), {}, kNow)->url,
              "https://api.anthropic.com/v1/models");
  }
}

TEST(AnthropicTest, TheVersionIsOursUnlessTheCallerNamesOne) {
  EXPECT_THAT(CallOf(llm::v1::GENERATE).headers, Contains(Pair("anthropic-version", "2023-06-01")));
  EXPECT_THAT(kApi.Probe(ProviderAt("https://a"), MakeAccount("p", "1"), {}, kNow)->headers,
              Contains(Pair("anthropic-version", "2023-06-01")));
  const HttpHeaders callers{{"anthropic-version", "2023-01-01"}, {"anthropic-beta", "b"}};

  const ProviderCall call = CallOf(llm::v1::GENERATE, &callers);

  EXPECT_THAT(call.headers, Contains(Pair("anthropic-version", "2023-01-01")));
  EXPECT_THAT(call.headers, Contains(Pair("anthropic-version", ::testing::_)).Times(1));
  EXPECT_THAT(call.headers, Contains(Pair("anthropic-beta", "b")));
}

TEST(AnthropicTest, TheKeyHasItsOwnHeader) {
  EXPECT_THAT(CallOf(llm::v1::GENERATE).headers, Contains(Pair("x-api-key", "sk-1")));
  EXPECT_THAT(CallOf(llm::v1::GENERATE).headers, Contains(Pair("content-type", "application/json")));
}

TEST(AnthropicTest, HasNeitherVectorsNorAnythingToPassOn) {
  for (const llm::v1::Operation operation : {llm::v1::EMBED, llm::v1::FORWARD}) {
    EXPECT_EQ(kApi.DialectFor(ProviderAt("https://a"), {operation, llm::v1::OPENAI_CHAT, "m"}).status().code(),
              absl::StatusCode::kUnimplemented);
  }
}

}  // namespace
}  // namespace signalbox::router::anthropic
