#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "services/router/providers/openai/models.h"
#include "services/router/providers/openai/openai_api.h"
#include "tests/unit/services/router/catalog_fixtures.h"

namespace signalbox::router::openai {
namespace {

using namespace router::testing;  // NOLINT: this service's fixtures.
using ::testing::Contains;
using ::testing::Pair;

const OpenAiApi kApi;

llm::v1::Dialect DialectFor(llm::v1::Dialect caller, std::string_view model) {
  return *kApi.DialectFor(MakeProvider("p"), {llm::v1::GENERATE, caller, model});
}

std::string UrlOf(llm::v1::Operation operation, llm::v1::Dialect dialect, std::string_view path = {}) {
  Written written;
  written.operation = operation;
  written.dialect = dialect;
  written.forward_path = path;
  return kApi.Call(MakeProvider("p"), MakeAccount("p", "1"), std::move(written), {}, kNow)->url;
}

TEST(OpenAiTest, SpeaksChatAndResponsesAndTranslatesTheRestToChat) {
  EXPECT_EQ(DialectFor(llm::v1::OPENAI_CHAT, "gpt-4o"), llm::v1::OPENAI_CHAT);
  EXPECT_EQ(DialectFor(llm::v1::OPENAI_RESPONSES, "gpt-4o"), llm::v1::OPENAI_RESPONSES);
  EXPECT_EQ(DialectFor(llm::v1::OPENAI_COMPLETIONS, "gpt-4o"), llm::v1::OPENAI_CHAT);
  EXPECT_EQ(DialectFor(llm::v1::ANTHROPIC_MESSAGES, "gpt-4o"), llm::v1::OPENAI_CHAT);
}

TEST(OpenAiTest, AsksModelsThatCompleteInCompletions) {
  for (const char* model : {"gpt-3.5-turbo-instruct", "gpt-3.5-turbo-instruct-0914", "davinci-002", "babbage-002",
                            "ft:davinci-002:org::id"}) {
    EXPECT_EQ(DialectFor(llm::v1::OPENAI_COMPLETIONS, model), llm::v1::OPENAI_COMPLETIONS) << model;
  }
  for (const char* model : {"gpt-3.5-turbo", "gpt-4o", "davinci-0021", "ft:gpt-4o:org::davinci-002"}) {
    EXPECT_FALSE(IsCompletionModel(model)) << model;
  }
}

TEST(OpenAiTest, EveryOperationHasItsPath) {
  EXPECT_EQ(UrlOf(llm::v1::GENERATE, llm::v1::OPENAI_CHAT), "https://p.example/v1/chat/completions");
  EXPECT_EQ(UrlOf(llm::v1::GENERATE, llm::v1::OPENAI_COMPLETIONS), "https://p.example/v1/completions");
  EXPECT_EQ(UrlOf(llm::v1::GENERATE, llm::v1::OPENAI_RESPONSES), "https://p.example/v1/responses");
  EXPECT_EQ(UrlOf(llm::v1::EMBED, llm::v1::OPENAI_CHAT), "https://p.example/v1/embeddings");
  EXPECT_EQ(UrlOf(llm::v1::FORWARD, llm::v1::OPENAI_CHAT, "/images/edits"), "https://p.example/v1/images/edits");
}

TEST(OpenAiTest, TheKeyIsABearersAndTheCallersHeadersGoAlong) {
  const HttpHeaders callers{{"openai-beta", "x"}};
  Written written;
  written.operation = llm::v1::FORWARD;
  written.content_type = "multipart/form-data; boundary=b";
  written.caller_headers = &callers;

  const auto call = kApi.Call(MakeProvider("p"), MakeAccount("p", "1"), std::move(written), {}, kNow);

  EXPECT_THAT(call->headers, Contains(Pair("authorization", "Bearer sk-1")));
  EXPECT_THAT(call->headers, Contains(Pair("content-type", "multipart/form-data; boundary=b")));
  EXPECT_THAT(call->headers, Contains(Pair("openai-beta", "x")));
}

TEST(OpenAiTest, CountsNoTokens) {
  EXPECT_EQ(kApi.DialectFor(MakeProvider("p"), {llm::v1::COUNT_TOKENS, llm::v1::OPENAI_CHAT, "gpt-4o"}).status().code(),
            absl::StatusCode::kUnimplemented);
}

}  // namespace
}  // namespace signalbox::router::openai
