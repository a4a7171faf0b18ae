#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "common/dialect/gemini/codec.h"
#include "common/dialect/gemini/embeddings.h"
#include "common/dialect/gemini/token_count.h"
#include "common/status/error.h"
#include "tests/unit/common/dialect/gemini/fixtures.h"

namespace signalbox::dialect::gemini {
namespace {

using llm::v1::Response;
using nlohmann::json;

Response Decoded(const std::string& name) {
  auto response = GeminiCodec().DecodeResponse(Fixture("responses/" + name + ".json"));
  EXPECT_TRUE(response.ok()) << MessageOf(response.status());
  return response.ok() ? *std::move(response) : Response();
}

TEST(GeminiAnswer, AStopThatCallsToolsWaitsForThem) {
  const Response response = Decoded("tools");

  EXPECT_EQ(response.choices(0).finish_reason(), llm::v1::TOOL_CALLS);
  EXPECT_EQ(response.choices(0).native_reason(), "STOP");
  const auto& content = response.choices(0).message().content();
  EXPECT_EQ(content[1].tool_call().id(), "call_sb_mAitaLmkHPPlz7IPvtfUqQ4_0");
  EXPECT_EQ(content[2].tool_call().id(), "call_sb_mAitaLmkHPPlz7IPvtfUqQ4_1");
  EXPECT_EQ(content[3].tool_call().id(), "x-1");
  EXPECT_EQ(content[3].tool_call().arguments_json(), "{}");
  EXPECT_EQ(content[1].signature(), "c2ln");
}

TEST(GeminiAnswer, ReasonsAreThoseEveryoneKnows) {
  EXPECT_EQ(Decoded("text").choices(0).finish_reason(), llm::v1::STOP);
  EXPECT_EQ(Decoded("length").choices(0).finish_reason(), llm::v1::LENGTH);
  EXPECT_EQ(Decoded("safety").choices(0).finish_reason(), llm::v1::CONTENT_FILTER);
  EXPECT_EQ(Decoded("blocked").choices(0).finish_reason(), llm::v1::CONTENT_FILTER);
  EXPECT_EQ(Decoded("blocked").choices(0).native_reason(), "PROHIBITED_CONTENT");
  EXPECT_EQ(Decoded("malformed_call").choices(0).finish_reason(), llm::v1::OTHER);
}

TEST(GeminiAnswer, TokensAreCountedOnce) {
  const llm::v1::Usage thinking = Decoded("thinking").usage();
  EXPECT_EQ(thinking.input(), 6);
  EXPECT_EQ(thinking.input_cached(), 4);
  EXPECT_EQ(thinking.output(), 5);
  EXPECT_EQ(thinking.output_reasoning(), 100);
  const llm::v1::Usage tools = Decoded("usage_tools").usage();
  EXPECT_EQ(tools.input() + tools.input_cached() + tools.output() + tools.output_reasoning(), 121);
  EXPECT_EQ(tools.input(), 51);
  EXPECT_FALSE(Decoded("no_usage").has_usage());
}

TEST(GeminiAnswer, ImpossibleUsageIsNone) {
  for (const std::string usage : {R"({"promptTokenCount":-1})", R"({"promptTokenCount":1,"cachedContentTokenCount":2})",
                                  R"({"promptTokenCount":1e18})", R"({"promptTokenCount":"x"})", "{}", "[]"}) {
    SCOPED_TRACE(usage);
    const auto response = GeminiCodec().DecodeResponse(R"({"candidates":[],"usageMetadata":)" + usage + "}");
    ASSERT_TRUE(response.ok());
    EXPECT_FALSE(response->has_usage());
  }
}

TEST(GeminiAnswer, AMirrorChangesTheModelOnly) {
  const std::string body =
      "{\"candidates\": [{\"content\":{\"parts\":[{\"text\":\"\\u0061\"}],\"role\":\"model\"}}],\n \"modelVersion\" : "
      "\"gemini-2.5\", \"usageMetadata\":{\"promptTokenCount\":1},\"x\":1.0}";

  const auto mirrored = GeminiCodec().MirrorResponse(body, "fast", true);

  ASSERT_TRUE(mirrored.ok());
  std::string expected = body;
  expected.replace(expected.find("gemini-2.5"), 10, "fast");
  EXPECT_EQ(mirrored->body, expected);
  EXPECT_EQ(mirrored->usage->input(), 1);
  EXPECT_EQ(mirrored->answer.content(0).text().text(), "a");
  EXPECT_FALSE(GeminiCodec().MirrorResponse("{}", "fast", false).ok());
  EXPECT_FALSE(GeminiCodec().MirrorResponse("[", "fast", false).ok());
}

TEST(GeminiAnswer, ProbabilitiesAreInOpenAisForm) {
  const Response response = Decoded("logprobs");

  EXPECT_EQ(json::parse(response.choices(0).logprobs_json()), json::parse(R"({"content":[{"token":"Hi","logprob":-0.1,
      "bytes":[72,105],"top_logprobs":[{"token":"Hi","logprob":-0.1,"bytes":[72,105]},
      {"token":"Yo","logprob":-2.5,"bytes":[89,111]}]}],"refusal":null})"));
}

TEST(GeminiAnswer, AnothersAnswerIsGooglesInForm) {
  Response response;
  response.set_dialect(llm::v1::OPENAI_CHAT);
  response.set_id("chatcmpl-1");
  response.set_model("gpt");
  response.set_usage_json(R"({"prompt_tokens":1})");
  response.mutable_usage()->set_input(1);
  response.mutable_usage()->set_output(2);
  llm::v1::Choice& choice = *response.add_choices();
  choice.set_finish_reason(llm::v1::TOOL_CALLS);
  choice.set_native_reason("tool_calls");
  choice.mutable_message()->set_role(llm::v1::ASSISTANT);
  choice.mutable_message()->add_content()->mutable_thinking()->set_text("hm");
  auto& call = *choice.mutable_message()->add_content()->mutable_tool_call();
  call.set_id("call_1");
  call.set_name("f");
  EncodeResponseOptions options;
  options.public_model = "fast";
  options.id = "0af7";
  Losses losses;

  EXPECT_EQ(json::parse(GeminiCodec().EncodeResponse(response, options, losses)), json::parse(R"({"candidates":[
      {"content":{"parts":[{"text":"hm","thought":true},{"functionCall":{"id":"call_1","name":"f","args":{}}}],
       "role":"model"},"finishReason":"STOP","index":0}],
      "usageMetadata":{"promptTokenCount":1,"candidatesTokenCount":2,"totalTokenCount":3},
      "modelVersion":"fast","responseId":"0af7"})"));
  EXPECT_TRUE(losses.empty());
}

TEST(GeminiError, SaysItsTypeItsCodeAndWhenToTryAgain) {
  const auto error =
      GeminiCodec().DecodeError(R"({"error":{"code":429,"message":"quota","status":"RESOURCE_EXHAUSTED","details":[)"
                                R"({"@type":"type.googleapis.com/google.rpc.QuotaFailure","violations":[]},)"
                                R"({"@type":"type.googleapis.com/google.rpc.RetryInfo","retryDelay":"22.5s"}]}})");

  ASSERT_TRUE(error);
  EXPECT_EQ(error->type, "rate_limit_error");
  EXPECT_EQ(error->code, "RESOURCE_EXHAUSTED");
  EXPECT_EQ(error->retry_after, std::chrono::milliseconds(22'500));
}

TEST(GeminiError, AWrongKeyIsNoFaultOfTheRequest) {
  const auto error = GeminiCodec().DecodeError(
      R"([{"error":{"code":400,"message":"API key not valid.","status":"INVALID_ARGUMENT","details":[)"
      R"({"@type":"type.googleapis.com/google.rpc.ErrorInfo","reason":"API_KEY_INVALID"}]}}])");

  ASSERT_TRUE(error);
  EXPECT_EQ(error->type, "authentication_error");
  EXPECT_EQ(error->code, "API_KEY_INVALID");
}

TEST(GeminiError, IsWrittenAndReadTheSame) {
  const ErrorBody error{.message = "不行",
                        .type = "invalid_request_error",
                        .code = "CONTEXT_TOO_LONG",
                        .param = "contents[0]",
                        .retry_after = std::chrono::milliseconds(1'500)};

  const std::string body = GeminiCodec().EncodeError(error, 400, "req-1");

  EXPECT_EQ(GeminiCodec().DecodeError(body), error);
  EXPECT_EQ(json::parse(body)["error"]["code"], 400);
  EXPECT_EQ(json::parse(body)["error"]["status"], "INVALID_ARGUMENT");
  EXPECT_NE(body.find("req-1"), std::string::npos);
  EXPECT_EQ(GeminiCodec().DecodeError("{}"), std::nullopt);
  EXPECT_EQ(GeminiCodec().DecodeError("<html>"), std::nullopt);
}

TEST(GeminiError, EveryHttpStatusHasAWord) {
  const auto word = [](int status) {
    return json::parse(GeminiCodec().EncodeError({.message = "m", .type = "x"}, status, ""))["error"]["status"];
  };

  EXPECT_EQ(word(401), "UNAUTHENTICATED");
  EXPECT_EQ(word(402), "RESOURCE_EXHAUSTED");
  EXPECT_EQ(word(403), "PERMISSION_DENIED");
  EXPECT_EQ(word(404), "NOT_FOUND");
  EXPECT_EQ(word(413), "INVALID_ARGUMENT");
  EXPECT_EQ(word(429), "RESOURCE_EXHAUSTED");
  EXPECT_EQ(word(500), "INTERNAL");
  EXPECT_EQ(word(502), "UNAVAILABLE");
  EXPECT_EQ(word(503), "UNAVAILABLE");
  EXPECT_EQ(word(504), "DEADLINE_EXCEEDED");
  EXPECT_EQ(word(418), "INVALID_ARGUMENT");
}

TEST(GeminiTokenCount, IsWrittenAndRead) {
  EXPECT_EQ(GeminiCodec().EncodeTokenCount(31), R"({"totalTokens":31})");
  EXPECT_EQ(DecodeTokenCount(R"({"totalTokens":31,"promptTokensDetails":[]})"), 31);
  EXPECT_EQ(DecodeTokenCount("{}"), std::nullopt);
}

TEST(GeminiEmbeddings, OneRequestForEachText) {
  llm::v1::EmbedRequest request;
  request.add_inputs()->set_text("你好");
  request.add_inputs()->set_text("b");
  request.set_dimensions(768);
  request.set_user("u");
  Losses losses;

  const auto body = EncodeEmbedRequest(request, "gemini-embedding-001", losses);

  ASSERT_TRUE(body.ok());
  EXPECT_EQ(json::parse(*body), json::parse(R"({"requests":[
      {"model":"models/gemini-embedding-001","content":{"parts":[{"text":"你好"}]},"outputDimensionality":768},
      {"model":"models/gemini-embedding-001","content":{"parts":[{"text":"b"}]},"outputDimensionality":768}]})"));
  EXPECT_EQ(losses.Header(), "user");
  request.add_inputs()->mutable_tokens()->add_ids(1);
  EXPECT_FALSE(EncodeEmbedRequest(request, "m", losses).ok());
}

TEST(GeminiEmbeddings, VectorsComeInOrderAndInNumber) {
  const std::string body =
      R"({"embeddings":[{"values":[0.5,-1]},{"values":[2]}],"usageMetadata":{"promptTokenCount":7}})";

  const auto response = DecodeEmbedResponse(body, 2);

  ASSERT_TRUE(response.ok());
  EXPECT_EQ(response->vectors(0).values(1), -1);
  EXPECT_EQ(response->vectors(1).values(0), 2);
  EXPECT_EQ(response->usage().input(), 7);
  EXPECT_FALSE(DecodeEmbedResponse(body, 3).ok());
  EXPECT_FALSE(DecodeEmbedResponse(R"({"embeddings":[{}]})", 1).ok());
}

TEST(GeminiAnswer, ACallWithoutANameIsPassedOnAsItCame) {
  const auto response = GeminiCodec().DecodeResponse(
      R"({"candidates":[{"content":{"parts":[{"functionCall":{"args":{"a":1}}}]},"finishReason":"STOP"}]})");

  ASSERT_TRUE(response.ok());
  EXPECT_EQ(response->choices(0).message().content(0).tool_call().arguments_json(), R"({"a":1})");
}

}  // namespace
}  // namespace signalbox::dialect::gemini
