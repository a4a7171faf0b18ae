// Answers of other dialects, written as chat completions, and what is read of ours.

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "common/dialect/openai_chat/chat_codec.h"

namespace signalbox::dialect::openai_chat {
namespace {

using nlohmann::json;

llm::v1::Response AnthropicAnswer() {
  llm::v1::Response response;
  response.set_dialect(llm::v1::ANTHROPIC_MESSAGES);
  response.set_id("msg_1");
  response.set_model("claude");
  llm::v1::Choice& choice = *response.add_choices();
  choice.set_finish_reason(llm::v1::TOOL_CALLS);
  choice.set_native_reason("tool_use");
  llm::v1::Message& message = *choice.mutable_message();
  message.add_content()->mutable_thinking()->set_text("T");
  message.mutable_content(0)->mutable_thinking()->set_signature("sig");
  message.add_content()->mutable_text()->set_text("A");
  llm::v1::ToolCall& call = *message.add_content()->mutable_tool_call();
  call.set_id("tu");
  call.set_name("f");
  call.set_arguments_json(R"({"x":1})");
  response.mutable_usage()->set_input(10);
  response.mutable_usage()->set_input_cached(3);
  response.mutable_usage()->set_input_cache_write(2);
  response.mutable_usage()->set_output(5);
  return response;
}

json Encoded(const llm::v1::Response& response, Losses& losses) {
  return json::parse(
      ChatCodec().EncodeResponse(response, {.public_model = "fast", .created = 1'700'000'000, .id = "0af7"}, losses));
}

TEST(G12, AnotherDialectsAnswerBecomesACompletion) {
  Losses losses;
  EXPECT_EQ(Encoded(AnthropicAnswer(), losses), json::parse(R"({
    "id":"chatcmpl-0af7","object":"chat.completion","created":1700000000,"model":"fast",
    "choices":[{"index":0,"logprobs":null,"finish_reason":"tool_calls","message":{"role":"assistant","content":"A",
      "reasoning_content":"T","refusal":null,
      "tool_calls":[{"id":"tu","type":"function","function":{"name":"f","arguments":"{\"x\":1}"}}]}}],
    "usage":{"prompt_tokens":15,"completion_tokens":5,"total_tokens":20,
      "prompt_tokens_details":{"cached_tokens":3,"cache_write_tokens":2},
      "completion_tokens_details":{"reasoning_tokens":0}}})"));
  EXPECT_TRUE(losses.empty());
}

TEST(G12, EveryReasonBecomesOneOfOpenAis) {
  const std::pair<llm::v1::FinishReason, const char*> reasons[] = {{llm::v1::STOP, "stop"},
                                                                   {llm::v1::LENGTH, "length"},
                                                                   {llm::v1::TOOL_CALLS, "tool_calls"},
                                                                   {llm::v1::CONTENT_FILTER, "content_filter"},
                                                                   {llm::v1::STOP_SEQUENCE, "stop"},
                                                                   {llm::v1::REFUSAL, "content_filter"},
                                                                   {llm::v1::PAUSE, "stop"},
                                                                   {llm::v1::OTHER, "stop"}};
  for (const auto& [reason, word] : reasons) {
    llm::v1::Response response = AnthropicAnswer();
    response.mutable_choices(0)->set_finish_reason(reason);
    Losses losses;
    EXPECT_EQ(Encoded(response, losses)["choices"][0]["finish_reason"], word);
  }
}

TEST(G12, CitationsWithAnAddressBecomeAnnotationsOfTheWholeText) {
  llm::v1::Response response = AnthropicAnswer();
  llm::v1::Text& text = *response.mutable_choices(0)->mutable_message()->add_content()->mutable_text();
  text.set_text("雨");
  llm::v1::Citation& citation = *text.add_citations();
  citation.set_url("https://example.org");
  citation.set_title("Rain");
  citation.set_end_index(1);
  text.add_citations()->set_title("a page");

  Losses losses;
  EXPECT_EQ(Encoded(response, losses)["choices"][0]["message"]["annotations"], json::parse(R"([{"type":"url_citation",
      "url_citation":{"start_index":1,"end_index":2,"url":"https://example.org","title":"Rain"}}])"));
  EXPECT_THAT(losses.paths(), ::testing::ElementsAre("content[3].citations"));
}

TEST(G12, WhatOnlyTheOtherDialectKnowsIsALoss) {
  llm::v1::Response response = AnthropicAnswer();
  response.mutable_choices(0)->mutable_message()->add_content()->set_extra_json(R"({"type":"server_tool_use"})");
  response.set_extra_json(R"({"container":{}})");
  Losses losses;
  Encoded(response, losses);
  EXPECT_THAT(losses.paths(), ::testing::ElementsAre("content[3]", "container"));
}

TEST(G13, AStopThatWaitsForToolsIsACall) {
  const auto response = ChatCodec().DecodeResponse(
      R"({"choices":[{"message":{"role":"assistant","content":null,"tool_calls":
          [{"id":"c","type":"function","function":{"name":"f","arguments":"{\"x\":1}"}}]},"finish_reason":"stop"}],
          "usage":{"prompt_tokens":10,"completion_tokens":5,"prompt_tokens_details":{"cached_tokens":4}}})");
  ASSERT_TRUE(response.ok());
  ASSERT_EQ(response->choices(0).message().content_size(), 1) << "one call is told once";
  EXPECT_EQ(response->choices(0).finish_reason(), llm::v1::TOOL_CALLS);
  EXPECT_EQ(response->choices(0).native_reason(), "stop");
  EXPECT_EQ(response->usage().input(), 6);
  EXPECT_EQ(response->usage().input_cached(), 4);
}

TEST(G17, AnErrorKeepsItsWordsAndAMissingTypeGoesWithTheStatus) {
  EXPECT_EQ(ChatCodec().EncodeError({.message = "slow", .type = "rate_limit", .code = "x"}, 429, "r"),
            R"({"error":{"message":"slow","type":"rate_limit","param":null,"code":"x"}})");
  EXPECT_EQ(ChatCodec().EncodeError({.message = "m"}, 503, "r"),
            R"({"error":{"message":"m","type":"overloaded_error","param":null,"code":null}})");
  EXPECT_EQ(ChatCodec().EncodeError({.message = "m"}, 599, "r"),
            R"({"error":{"message":"m","type":"api_error","param":null,"code":null}})");
}

}  // namespace
}  // namespace signalbox::dialect::openai_chat
