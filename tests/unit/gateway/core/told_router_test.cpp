// What the router is told of a request besides its body.
#include <gmock/gmock.h>

#include "gateway/inference/inference.h"
#include "tests/unit/gateway/core/inference_fixture.h"

namespace signalbox::gateway {
namespace {

using ::testing::EndsWith;

constexpr char kGeminiBody[] = R"({"contents":[{"parts":[{"text":"hi"}]}]})";

class ToldRouterTest : public InferenceFixture {
 protected:
  const router::v1::GenerateRequest& Told(ReadQuestion read, const std::string& body) {
    exchange_->request.body = body;
    Inference(services_, std::move(read))(NewCall());
    return router_->request;
  }
  const router::v1::GenerateRequest& ToldByGemini(const std::string& action, const std::string& query) {
    exchange_->parameters = {{"target", "gemini-pro:" + action}};
    exchange_->request.query = query;
    return Told(AsksForGeminiAction(), kGeminiBody);
  }
  std::string Header(const std::string& name) const {
    for (const auto& header : router_->request.headers()) {
      if (header.name() == name) return header.value();
    }
    return {};
  }
};

TEST_F(ToldRouterTest, AHeaderOnSeveralLinesKeepsAllItsValues) {
  exchange_->request.headers = {{"anthropic-beta", "a"},
                                {"anthropic-version", "2023-06-01"},
                                {"anthropic-beta", "b, c"},
                                {"anthropic-beta", ""},
                                {"x-signalbox-strict", "true"}};
  Told(AsksForTurn(llm::v1::ANTHROPIC_MESSAGES),
       R"({"model":"m","max_tokens":1,"messages":[{"role":"user","content":"hi"}]})");

  EXPECT_EQ(Header("anthropic-beta"), "a, b, c");
  EXPECT_EQ(Header("anthropic-version"), "2023-06-01");
  EXPECT_TRUE(router_->request.strict());
}

TEST_F(ToldRouterTest, WhetherUsageIsAskedForIsReadOnce) {
  const std::string body = R"({"model":"m","messages":[{"role":"user","content":"hi"}],"stream":true)";

  EXPECT_FALSE(Told(AsksForTurn(llm::v1::OPENAI_CHAT), body + "}").include_usage());
  EXPECT_TRUE(
      Told(AsksForTurn(llm::v1::OPENAI_CHAT), body + R"(,"stream_options":{"include_usage":true}})").include_usage());
}

TEST_F(ToldRouterTest, GooglesStreamIsAnArrayUnlessEventsAreAskedFor) {
  EXPECT_TRUE(ToldByGemini("streamGenerateContent", "").json_array());
  EXPECT_TRUE(ToldByGemini("streamGenerateContent", "alt=json").json_array());
  EXPECT_FALSE(ToldByGemini("streamGenerateContent", "key=k&alt=sse").json_array());
  EXPECT_FALSE(ToldByGemini("generateContent", "").json_array());
}

TEST_F(ToldRouterTest, AnArrayIsStreamedAndEndsWithItsError) {
  ToldByGemini("streamGenerateContent", "");

  router_->Say(Head(200, "application/json"));
  router_->Say(Data("[{}"));
  router_->Say(Tail(llm::v1::UPSTREAM_ERROR, ",\n{\"error\":{}}]\n"));

  EXPECT_TRUE(exchange_->finished);
  EXPECT_THAT(exchange_->body, EndsWith("{\"error\":{}}]\n"));
  EXPECT_EQ(entry().ending(), llm::v1::UPSTREAM_ERROR);
}

TEST_F(ToldRouterTest, OpenAisCallersSeeHowLongItTook) {
  Told(AsksForTurn(llm::v1::OPENAI_CHAT), R"({"model":"m","messages":[{"role":"user","content":"hi"}]})");

  router_->Say(Head(200, "application/json"));
  router_->Say(Tail(llm::v1::COMPLETED, "{}"));

  const std::string_view taken = http::FirstValue(exchange_->headers, "openai-processing-ms");
  EXPECT_THAT(std::string(taken), ::testing::MatchesRegex("[0-9]+"));
}

TEST_F(ToldRouterTest, AnAnswerTooLargeForOurOwnTransportStillLeavesAnEntry) {
  Told(AsksForTurn(llm::v1::OPENAI_CHAT), R"({"model":"m","messages":[{"role":"user","content":"hi"}]})");

  router_->Done(absl::ResourceExhaustedError("Received message larger than max"));

  EXPECT_EQ(exchange_->status, 503);
  EXPECT_EQ(entry().ending(), llm::v1::UPSTREAM_ERROR);
}

TEST_F(ToldRouterTest, APlainAnswerOfGooglesIsNotStreamed) {
  ToldByGemini("generateContent", "");

  router_->Say(Head(200, "application/json"));
  router_->Say(Data("{"));

  EXPECT_FALSE(exchange_->streaming);
}

}  // namespace
}  // namespace signalbox::gateway
