#include "services/router/providers/vertex/vertex_api.h"

#include <gtest/gtest.h>

#include "tests/unit/services/router/providers/calls.h"

namespace signalbox::router::vertex {
namespace {

using namespace router::testing;  // NOLINT: this folder's fixtures.
using llm::v1::ANTHROPIC_MESSAGES;
using llm::v1::GEMINI;

const Provider kProvider =
    ProviderAt("https://us-east5-aiplatform.googleapis.com", {{"project", "p-1"}, {"location", "us-east5"}});
constexpr const char* kPublishers =
    "https://us-east5-aiplatform.googleapis.com/v1/projects/p-1/locations/us-east5/publishers/";

ProviderCall CallOf(Written written) {
  return *VertexApi().Call(kProvider, AccountWith("{}"), std::move(written), "ya29.t", kCallTime);
}

std::string At(const std::string& rest) {
  return kPublishers + rest;
}

absl::StatusOr<llm::v1::Dialect> Chosen(std::string_view model, llm::v1::Operation operation = llm::v1::GENERATE,
                                        llm::v1::Dialect caller = llm::v1::OPENAI_CHAT) {
  return VertexApi().DialectFor(kProvider, {operation, caller, model});
}

TEST(Vertex, ThePublisherDecidesWhatIsSpoken) {
  EXPECT_EQ(*Chosen("claude-sonnet-4@20250514"), ANTHROPIC_MESSAGES);
  EXPECT_EQ(*Chosen("anthropic/claude-sonnet-4"), ANTHROPIC_MESSAGES);
  EXPECT_EQ(*Chosen("gemini-2.5-pro"), GEMINI);
  EXPECT_EQ(*Chosen("publishers/google/models/gemini-2.5-pro"), GEMINI);
  EXPECT_TRUE(absl::IsUnimplemented(Chosen("meta/llama-4").status()));
}

TEST(Vertex, ClaudesModelStandsInThePathAndItsVersionInTheBody) {
  const ProviderCall call = CallOf(Generate(ANTHROPIC_MESSAGES, "claude-sonnet-4@20250514", false,
                                            R"({"model":"claude-sonnet-4@20250514","max_tokens":1.0})"));

  EXPECT_EQ(call.url, At("anthropic/models/claude-sonnet-4@20250514:rawPredict"));
  EXPECT_EQ(call.body, R"({"max_tokens":1.0,"anthropic_version":"vertex-2023-10-16"})");
  EXPECT_EQ(HeaderOf(call, "authorization"), "Bearer ya29.t");
}

TEST(Vertex, AStreamHasAnotherMethod) {
  EXPECT_EQ(CallOf(Generate(ANTHROPIC_MESSAGES, "claude-x", true)).url,
            At("anthropic/models/claude-x:streamRawPredict"));
  EXPECT_EQ(CallOf(Generate(GEMINI, "gemini-2.5-pro", true)).url,
            At("google/models/gemini-2.5-pro:streamGenerateContent?alt=sse"));
  EXPECT_EQ(CallOf(Generate(GEMINI, "google/gemini-2.5-pro")).url, At("google/models/gemini-2.5-pro:generateContent"));
}

TEST(Vertex, CountingIsAModelOfItsOwnForClaude) {
  Written written = Of(llm::v1::COUNT_TOKENS, "claude-x");
  written.dialect = ANTHROPIC_MESSAGES;
  written.body = R"({"model":"claude-x"})";

  const ProviderCall call = CallOf(std::move(written));

  EXPECT_EQ(call.url, At("anthropic/models/count-tokens:rawPredict"));
  EXPECT_EQ(call.body, R"({"model":"claude-x","anthropic_version":"vertex-2023-10-16"})");
  EXPECT_EQ(CallOf(Of(llm::v1::COUNT_TOKENS, "gemini-x")).url, At("google/models/gemini-x:countTokens"));
}

TEST(Vertex, TokensAreCountedThereForCallersOfTheSameDialect) {
  EXPECT_EQ(*Chosen("claude-x", llm::v1::COUNT_TOKENS, ANTHROPIC_MESSAGES), ANTHROPIC_MESSAGES);
  EXPECT_TRUE(absl::IsUnimplemented(Chosen("claude-x", llm::v1::COUNT_TOKENS, GEMINI).status()));
  EXPECT_TRUE(absl::IsUnimplemented(Chosen("gemini-x", llm::v1::EMBED).status()));
}

TEST(Vertex, ACallersHeadersPassButForTheVersion) {
  const HttpHeaders headers{{"anthropic-version", "2023-06-01"}, {"anthropic-beta", "b"}};
  Written written = Generate(ANTHROPIC_MESSAGES, "claude-x");
  written.caller_headers = &headers;

  const ProviderCall call = CallOf(std::move(written));

  EXPECT_EQ(HeaderOf(call, "anthropic-beta"), "b");
  EXPECT_EQ(HeaderOf(call, "anthropic-version"), "");
}

TEST(Vertex, NoNameLeavesItsPlaceInThePath) {
  EXPECT_EQ(CallOf(Generate(GEMINI, "google/a/b:x?y#z")).url, At("google/models/a%2Fb%3Ax%3Fy%23z:generateContent"));
}

TEST(Vertex, WithoutATokenNothingIsCalled) {
  EXPECT_TRUE(VertexApi().NeedsToken(AccountWith("{}")));
  EXPECT_TRUE(absl::IsFailedPrecondition(
      VertexApi().Call(kProvider, AccountWith("{}"), Generate(GEMINI, "gemini-x"), "", kCallTime).status()));
}

TEST(Vertex, AProbeListsModels) {
  const auto call = VertexApi().Probe(kProvider, AccountWith("{}"), "t", kCallTime);

  EXPECT_EQ(call->url, "https://us-east5-aiplatform.googleapis.com/v1beta1/publishers/google/models?pageSize=1");
  EXPECT_EQ(HeaderOf(*call, "authorization"), "Bearer t");
}

}  // namespace
}  // namespace signalbox::router::vertex
