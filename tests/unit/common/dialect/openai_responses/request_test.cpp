#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "common/dialect/openai_responses/responses_codec.h"
#include "common/status/error.h"
#include "tests/unit/common/dialect/openai_responses/fixtures.h"

namespace signalbox::dialect::openai_responses {
namespace {

using llm::v1::Conversation;
using nlohmann::json;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

Conversation Decoded(std::string_view body) {
  auto conversation = ResponsesCodec().DecodeRequest(body);
  EXPECT_TRUE(conversation.ok()) << conversation.status();
  return conversation.ok() ? *std::move(conversation) : Conversation();
}

Conversation DecodedFixture(const std::string& name) {
  return Decoded(Fixture("requests/" + name + ".json"));
}

json Encoded(const Conversation& conversation, Losses& losses) {
  auto body = ResponsesCodec().EncodeRequest(conversation,
                                             {.model = conversation.model(), .stream = conversation.stream()}, losses);
  EXPECT_TRUE(body.ok()) << body.status();
  return body.ok() ? json::parse(*body) : json();
}

std::string RefusalOf(std::string_view body) {
  const auto result = ResponsesCodec().DecodeRequest(body);
  if (result.ok()) return "";
  EXPECT_EQ(result.status().code(), absl::StatusCode::kInvalidArgument);
  return MetadataOf(result.status())["field"] + "|" + MessageOf(result.status());
}

std::string RefusalOfInput(std::string_view input) {
  return RefusalOf(R"({"model":"m","input":)" + std::string(input) + "}");
}

class RequestRoundTrip : public ::testing::TestWithParam<std::string> {};

TEST_P(RequestRoundTrip, EncodingWhatWasDecodedGivesTheSameRequest) {
  const std::string body = Fixture("requests/" + GetParam() + ".json");
  Losses losses;

  EXPECT_EQ(Encoded(Decoded(body), losses), json::parse(body));
  EXPECT_THAT(losses.paths(), IsEmpty());
}

INSTANTIATE_TEST_SUITE_P(Fixtures, RequestRoundTrip, ::testing::ValuesIn(FixturesIn("requests")),
                         [](const auto& param) { return param.param; });

TEST(ResponsesRequest, ShorthandInputIsAUsersMessage) {
  const Conversation got = DecodedFixture("text");
  ASSERT_EQ(got.messages_size(), 1);
  EXPECT_EQ(got.messages(0).role(), llm::v1::USER);
  EXPECT_EQ(got.messages(0).content(0).text().text(), "Tell me a three sentence bedtime story about a unicorn.");
}

TEST(ResponsesRequest, InstructionsLeadWhateverTheOrderOfFields) {
  const Conversation got = Decoded(R"({"input":"hi","model":"m","instructions":"be kind"})");
  ASSERT_EQ(got.messages_size(), 2);
  EXPECT_EQ(got.messages(0).role(), llm::v1::SYSTEM);
  EXPECT_EQ(got.messages(0).content(0).text().text(), "be kind");
}

TEST(ResponsesRequest, WhatAModelSaysInARowIsOneTurn) {
  const Conversation got = DecodedFixture("reasoning");
  ASSERT_EQ(got.messages_size(), 5);
  const llm::v1::Message& turn = got.messages(1);
  EXPECT_EQ(turn.role(), llm::v1::ASSISTANT);
  ASSERT_EQ(turn.content_size(), 8);
  EXPECT_EQ(turn.content(0).thinking().text(), "**Looking at** the area");
  EXPECT_TRUE(turn.content(0).thinking().summary());
  EXPECT_EQ(turn.content(0).thinking().id(), "rs_1");
  EXPECT_EQ(turn.content(2).thinking().redacted(), "gAAAAABo==");
  EXPECT_EQ(turn.content(3).text().text(), "Let me compute.");
  EXPECT_FALSE(turn.content(4).thinking().summary());
  EXPECT_EQ(turn.content(5).tool_call().id(), "call_1");
  EXPECT_EQ(turn.content(7).tool_call().arguments_json(), "{\"unit\":\"m2\"}");
  EXPECT_EQ(turn.extra_json(), "{\"phase\":\"commentary\"}");
}

TEST(ResponsesRequest, ParallelCallsAndTheirOutputs) {
  const Conversation got = DecodedFixture("tools");
  ASSERT_EQ(got.messages_size(), 4);
  EXPECT_EQ(got.messages(1).content_size(), 2);
  EXPECT_EQ(got.messages(2).role(), llm::v1::TOOL);
  EXPECT_EQ(got.messages(2).content(0).tool_result().tool_call_id(), "call_1");
  const llm::v1::ToolResult& second = got.messages(3).content(0).tool_result();
  ASSERT_EQ(second.content_size(), 2);
  EXPECT_TRUE(second.content(1).image().has_content());
  EXPECT_EQ(got.tools_size(), 5);
  EXPECT_TRUE(got.tools(0).strict());
  EXPECT_FALSE(got.tools(1).has_strict());
  EXPECT_THAT(got.tools(3).name(), IsEmpty());
  EXPECT_EQ(got.tool_choice().name(), "get_weather");
}

TEST(ResponsesRequest, UnderstandsEveryKindOfContent) {
  const llm::v1::Message message = DecodedFixture("image").messages(0);
  EXPECT_EQ(message.content(1).image().url(), "https://example.org/nature.jpg");
  EXPECT_EQ(message.content(1).image().detail(), "high");
  EXPECT_EQ(message.content(2).image().content(), std::string_view("\x89PNG\r\n\x1a\n"));
  EXPECT_EQ(message.content(3).image().file_id(), "file-6F2ksmvXxt4VdoqmHRw6kL");
  EXPECT_EQ(message.content(4).file().filename(), "draconomicon.pdf");
  EXPECT_EQ(message.content(6).file().url(), "https://example.org/letter.pdf");
  EXPECT_EQ(message.content(7).audio().content(), "RIFF");
}

TEST(ResponsesRequest, PutsEveryFieldInItsPlace) {
  const Conversation got = DecodedFixture("odd_forms");
  EXPECT_EQ(got.user(), "hash-1");
  EXPECT_EQ(got.sampling().top_logprobs(), 5);
  EXPECT_EQ(got.tool_choice().mode(), llm::v1::ToolChoice::NONE);
  EXPECT_FALSE(got.parallel_tool_calls());
  EXPECT_EQ(json::parse(got.extra_json()),
            json::parse(R"({"prompt_cache_key":"k","unknown_future_field":{"a":1.0,"é":"é"},
                            "max_tool_calls":3,
                            "stream_options":{"include_obfuscation":false}})"));
  const Conversation formed = DecodedFixture("structured");
  EXPECT_EQ(formed.response_format().kind(), llm::v1::ResponseFormat::JSON_SCHEMA);
  EXPECT_EQ(json::parse(formed.response_format().json_schema_json())["name"], "person");
  EXPECT_EQ(json::parse(formed.extra_json())["text.verbosity"], "low");
  EXPECT_EQ(formed.tool_choice().mode(), llm::v1::ToolChoice::REQUIRED);
}

TEST(ResponsesRequest, OurSessionIsNotSentOn) {
  Losses losses;
  const Conversation got = Decoded(R"({"model":"m","input":"x","session_id":"s","conversation_id":"c"})");
  EXPECT_EQ(got.session_id(), "c");
  EXPECT_EQ(Encoded(got, losses), json::parse(R"({"model":"m","input":"x"})"));
}

TEST(ResponsesRequest, OddFormsAreWrittenAsTheyWere) {
  for (const char* body : {R"({"model":"m","input":"x","stream":null})",
                           R"({"model":"m","input":"x","user":"u","safety_identifier":null})",
                           R"({"model":"m","input":[{"type":"reasoning","id":"rs_1","encrypted_content":"e"}]})",
                           R"({"model":"m","input":[]})", R"({"model":"m","input":null,"previous_response_id":"r"})",
                           R"({"model":"m","input":"x","user":"u","safety_identifier":"s"})"}) {
    Losses losses;
    EXPECT_EQ(Encoded(Decoded(body), losses), json::parse(body));
  }
}

TEST(ResponsesRequest, NamesThePlaceOfAFault) {
  EXPECT_EQ(RefusalOf("{"), "|the body cannot be read: invalid JSON at byte 1: unexpected end");
  EXPECT_EQ(RefusalOf("[]"), "|the body must be a JSON object");
  EXPECT_EQ(RefusalOf(R"({"input":"x"})"), "model|model: required");
  EXPECT_EQ(RefusalOf(R"({"model":"m"})"), "input|input: required");
  EXPECT_EQ(RefusalOf(R"({"model":"m","input":7})"), "input|input: expected a string or an array");
  EXPECT_EQ(RefusalOf(R"({"model":"m","model":"n","input":"x"})"), "model|model: given twice");
  EXPECT_EQ(RefusalOf(R"({"model":"m","input":"x","temperature":"hot"})"),
            "temperature|temperature: expected a number");
  EXPECT_EQ(RefusalOf(R"({"model":"m","input":"x","max_output_tokens":1e99})"),
            "max_output_tokens|max_output_tokens: expected an integer");
  EXPECT_EQ(RefusalOf(R"({"model":"m","input":"x","tools":[{"type":"function"}]})"),
            "tools[0].name|tools[0].name: expected a string");
  EXPECT_EQ(RefusalOf(R"({"model":"m","input":"x","text":{"format":{"type":"json_schema"}}})"),
            "text.format.schema|text.format.schema: expected an object");
  EXPECT_EQ(RefusalOfInput("[7]"), "input[0]|input[0]: expected an object");
  EXPECT_EQ(RefusalOfInput("[{}]"), "input[0]|input[0]: has neither a type nor a role");
  EXPECT_EQ(RefusalOfInput(R"([{"role":"user"}])"), "input[0].content|input[0].content: required");
  EXPECT_EQ(RefusalOfInput(R"([{"role":"user","content":[{"type":"input_text"}]}])"),
            "input[0].content[0].text|input[0].content[0].text: expected a string");
  EXPECT_EQ(RefusalOfInput(R"([{"role":"user","content":[{"type":"input_image","image_url":1}]}])"),
            "input[0].content[0].image_url|input[0].content[0].image_url: expected a string");
  EXPECT_EQ(RefusalOfInput(R"([{"type":"function_call","call_id":"c","name":"f"}])"),
            "input[0].arguments|input[0].arguments: expected a string");
  EXPECT_EQ(RefusalOfInput(R"([{"role":"user","content":"a"},{"type":"function_call_output","call_id":"c"}])"),
            "input[1].output|input[1].output: required");
  EXPECT_EQ(RefusalOfInput(R"([{"role":"user","role":"user","content":"a"}])"),
            "input[0].role|input[0].role: given twice");
}

TEST(ResponsesRequest, DeepNestingIsRefusedAndADeepToolIsNot) {
  const std::string deep = std::string(1'000, '[') + std::string(1'000, ']');
  EXPECT_NE(RefusalOf(R"({"model":"m","input":"x","unknown":)" + deep + "}"), "");
  const std::string fine = std::string(100, '[') + std::string(100, ']');
  EXPECT_EQ(RefusalOf(R"({"model":"m","input":"x","unknown":)" + fine + "}"), "");
}

TEST(ResponsesRequest, ALoneSurrogateAndInvalidUtf8HaveAnAnswer) {
  EXPECT_EQ(RefusalOfInput(R"("\ud83d")"), "");
  EXPECT_NE(RefusalOfInput("\"\xff\""), "");
}

}  // namespace
}  // namespace signalbox::dialect::openai_responses
