#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/unit/common/dialect/anthropic_messages/support.h"

namespace signalbox::dialect::anthropic_messages {
namespace {

using llm::v1::Response;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

Response FromOpenAi() {
  Response response;
  response.set_dialect(llm::v1::OPENAI_CHAT);
  response.set_id("chatcmpl-1");
  llm::v1::Choice& choice = *response.add_choices();
  choice.mutable_message()->set_role(llm::v1::ASSISTANT);
  choice.set_finish_reason(llm::v1::STOP);
  choice.set_native_reason("stop");
  return response;
}

Encoded Written(const Response& response) {
  Losses losses;
  const std::string body = TheCodec().EncodeResponse(response, {.public_model = "fast", .id = "0af7"}, losses);
  return {Parsed(body), losses.paths()};
}

TEST(Answer, OfAnotherDialectIsAMessage) {
  Response response = FromOpenAi();
  llm::v1::Message& message = *response.mutable_choices(0)->mutable_message();
  message.add_content()->mutable_thinking()->set_text("hmm");
  message.add_content()->mutable_text()->set_text("");
  message.add_content()->mutable_text()->set_text("你好");
  llm::v1::ToolCall& call = *message.add_content()->mutable_tool_call();
  call.set_id("call_1");
  call.set_name("f");
  call.set_arguments_json(R"({"x":1})");
  response.mutable_choices(0)->set_finish_reason(llm::v1::TOOL_CALLS);
  response.mutable_usage()->set_input(6);
  response.mutable_usage()->set_input_cached(4);
  response.mutable_usage()->set_output(3);
  response.mutable_usage()->set_output_reasoning(2);

  const Encoded written = Written(response);

  EXPECT_EQ(written.body, Parsed(R"({"id":"msg_0af7","type":"message","role":"assistant","model":"fast","content":[
    {"type":"thinking","thinking":"hmm","signature":""},
    {"type":"text","text":"你好"},
    {"type":"tool_use","id":"call_1","name":"f","input":{"x":1}}],
    "stop_reason":"tool_use","stop_sequence":null,
    "usage":{"input_tokens":6,"cache_creation_input_tokens":0,"cache_read_input_tokens":4,"output_tokens":5,
             "output_tokens_details":{"thinking_tokens":2}}})"));
  EXPECT_THAT(written.losses, IsEmpty());
}

TEST(Answer, EndsForTheReasonItHad) {
  const auto reason = [](llm::v1::FinishReason finish) {
    Response response = FromOpenAi();
    response.mutable_choices(0)->set_finish_reason(finish);
    return Written(response).body["stop_reason"];
  };

  EXPECT_EQ(reason(llm::v1::STOP), "end_turn");
  EXPECT_EQ(reason(llm::v1::LENGTH), "max_tokens");
  EXPECT_EQ(reason(llm::v1::TOOL_CALLS), "tool_use");
  EXPECT_EQ(reason(llm::v1::CONTENT_FILTER), "refusal");
  EXPECT_EQ(reason(llm::v1::REFUSAL), "refusal");
  EXPECT_EQ(reason(llm::v1::STOP_SEQUENCE), "stop_sequence");
  EXPECT_EQ(reason(llm::v1::PAUSE), "pause_turn");
  EXPECT_EQ(reason(llm::v1::OTHER), "end_turn");
  EXPECT_EQ(reason(llm::v1::FINISH_REASON_UNSPECIFIED), "end_turn");
}

TEST(Answer, ThatCallsToolsOrDeclinesSaysSo) {
  Response calls = FromOpenAi();
  calls.mutable_choices(0)->mutable_message()->add_content()->mutable_tool_call()->set_name("f");
  Response declines = FromOpenAi();
  declines.mutable_choices(0)->mutable_message()->add_content()->mutable_refusal()->set_text("No.");

  EXPECT_EQ(Written(calls).body["stop_reason"], "tool_use");
  EXPECT_EQ(Written(calls).body["content"][0]["id"], "toolu_0af70");
  EXPECT_EQ(Written(declines).body["stop_reason"], "refusal");
  EXPECT_EQ(Written(declines).body["content"], Parsed(R"([{"type":"text","text":"No."}])"));
}

TEST(Answer, LosesWhatAMessageCannotSay) {
  Response response = FromOpenAi();
  response.add_choices();
  response.set_extra_json(R"({"system_fingerprint":"fp"})");
  response.set_service_tier("flex");
  llm::v1::Choice& choice = *response.mutable_choices(0);
  choice.set_logprobs_json("{}");
  llm::v1::ToolCall& call = *choice.mutable_message()->add_content()->mutable_tool_call();
  call.set_id("c");
  call.set_arguments_json("{\"x\":");
  choice.mutable_message()->add_content()->mutable_audio()->set_content("wav");

  const Encoded written = Written(response);

  EXPECT_EQ(written.body["content"][0]["input"], nlohmann::json::object());
  EXPECT_THAT(written.losses,
              ElementsAre("choices[0].message.tool_calls[0].function.arguments", "choices[0].message.content[0]",
                          "choices[1]", "choices[0].logprobs", "system_fingerprint", "service_tier"));
}

TEST(Answer, MirroredKeepsEveryByteButTheModel) {
  const std::string body = Fixture("responses/usage_cache.json");
  const auto mirrored = TheCodec().MirrorResponse(body, "fa\"st", true);
  std::string expected = body;
  expected.replace(expected.find("\"claude-sonnet-4-5\""), 19, "\"fa\\\"st\"");

  ASSERT_TRUE(mirrored.ok());
  EXPECT_EQ(mirrored->body, expected);
  EXPECT_EQ(mirrored->answer.content(0).text().text(), "ok");
  ASSERT_TRUE(mirrored->usage.has_value());
  EXPECT_EQ(mirrored->usage->ShortDebugString(),
            "input: 10 input_cached: 3 input_cache_write: 2 output: 3 output_reasoning: 2");
}

TEST(Answer, ReasonsAreRead) {
  const auto finish = [](std::string_view name) {
    return TheCodec().DecodeResponse(Fixture("responses/" + std::string(name) + ".json"))->choices(0).finish_reason();
  };

  EXPECT_EQ(finish("text"), llm::v1::STOP);
  EXPECT_EQ(finish("length"), llm::v1::LENGTH);
  EXPECT_EQ(finish("context_window"), llm::v1::LENGTH);
  EXPECT_EQ(finish("stop_sequence"), llm::v1::STOP_SEQUENCE);
  EXPECT_EQ(finish("parallel_tools"), llm::v1::TOOL_CALLS);
  EXPECT_EQ(finish("refusal"), llm::v1::REFUSAL);
  EXPECT_EQ(finish("pause_turn"), llm::v1::PAUSE);
  EXPECT_EQ(finish("no_reason"), llm::v1::FINISH_REASON_UNSPECIFIED);
}

TEST(Usage, ThatCannotBeTrueIsNone) {
  const auto usage = [](std::string_view json) {
    return TheCodec().MirrorResponse(R"({"content":[],"usage":)" + std::string(json) + "}", "m", false)->usage;
  };

  EXPECT_TRUE(usage(R"({"input_tokens":1,"output_tokens":0})"));
  EXPECT_FALSE(usage(R"({"input_tokens":0,"output_tokens":0})"));
  EXPECT_FALSE(usage(R"({"input_tokens":-1,"output_tokens":5})"));
  EXPECT_FALSE(usage(R"({"input_tokens":1e3,"output_tokens":5})"));
  EXPECT_FALSE(usage(R"({"input_tokens":1,"output_tokens":99999999999})"));
  EXPECT_FALSE(usage(R"({"input_tokens":1,"output_tokens":1,"output_tokens_details":{"thinking_tokens":2}})"));
  EXPECT_FALSE(usage(R"({"output_tokens":1})"));
  EXPECT_FALSE(usage("null"));
}

}  // namespace
}  // namespace signalbox::dialect::anthropic_messages
