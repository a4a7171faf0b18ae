#include "common/dialect/openai_chat/conversation.h"

#include <fstream>
#include <sstream>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "common/dialect/openai_chat/chat_codec.h"
#include "tests/unit/common/dialect/openai_chat/status_of.h"

namespace signalbox::dialect::openai_chat {
namespace {

std::string Fixture(const std::string& name) {
  std::ifstream file(std::string(SIGNALBOX_FIXTURES) + "/" + name);
  EXPECT_TRUE(file.is_open()) << name;
  std::stringstream text;
  text << file.rdbuf();
  return text.str();
}

llm::v1::Conversation Decoded(std::string_view body) {
  auto conversation = DecodeRequest(body);
  EXPECT_TRUE(conversation.ok()) << conversation.status();
  return conversation.ok() ? *std::move(conversation) : llm::v1::Conversation();
}

class RoundTrip : public ::testing::TestWithParam<const char*> {};

TEST_P(RoundTrip, EncodingWhatWasDecodedGivesTheSameRequest) {
  const std::string body = Fixture(GetParam());
  const std::string encoded = EncodeRequest(Decoded(body));

  EXPECT_EQ(nlohmann::json::parse(encoded), nlohmann::json::parse(body));
}

INSTANTIATE_TEST_SUITE_P(Fixtures, RoundTrip,
                         ::testing::Values("plain.json", "everything.json", "odd_forms.json", "older_bound.json"));

TEST(DecodeRequest, PutsEveryFieldInItsPlace) {
  const llm::v1::Conversation got = Decoded(Fixture("everything.json"));

  EXPECT_EQ(got.model(), "gpt-4o");
  EXPECT_EQ(got.tools_size(), 2);
  EXPECT_EQ(got.tools(0).description(), "Looks");
  EXPECT_TRUE(got.tools(0).strict());
  EXPECT_EQ(got.tool_choice().mode(), llm::v1::ToolChoice::NAMED);
  EXPECT_EQ(got.tool_choice().name(), "look");
  EXPECT_TRUE(got.has_parallel_tool_calls());
  EXPECT_EQ(got.response_format().kind(), llm::v1::ResponseFormat::JSON_SCHEMA);
  EXPECT_TRUE(got.sampling().has_temperature());
  EXPECT_EQ(got.sampling().seed(), 42);
  EXPECT_EQ(got.sampling().choices(), 2);
  EXPECT_THAT(got.stop(), ::testing::ElementsAre("END", "停"));
  EXPECT_EQ(got.max_output_tokens(), 512);
  EXPECT_EQ(got.reasoning().effort(), "high");
  EXPECT_TRUE(got.stream());
  EXPECT_TRUE(got.include_usage());
  EXPECT_EQ(got.user(), "用户-7");
  EXPECT_EQ(got.metadata().at("名"), "值");
  EXPECT_EQ(nlohmann::json::parse(got.extra_json()).size(), 2u);
  EXPECT_EQ(got.service_tier(), "auto");
  EXPECT_EQ(got.dialect(), llm::v1::OPENAI_CHAT);
  EXPECT_THAT(got.extra_json(), ::testing::HasSubstr("{\"a\": 1.0,")) << "number text is kept";
}

TEST(DecodeRequest, UnderstandsEveryKindOfContent) {
  const llm::v1::Conversation got = Decoded(Fixture("everything.json"));

  const llm::v1::Message& user = got.messages(2);
  EXPECT_EQ(user.name(), "ada");
  EXPECT_EQ(user.content(0).text().text(), "这张图里是什么? 👀");
  EXPECT_EQ(user.content(1).image().content(), std::string_view("\x89PNG\r\n\x1a\n"));
  EXPECT_EQ(user.content(1).image().media_type(), "image/png");
  EXPECT_EQ(user.content(1).image().detail(), "low");
  EXPECT_EQ(user.content(2).image().url(), "https://example.org/cat.jpg");
  EXPECT_EQ(user.content(3).audio().content(), "RIFF");
  EXPECT_EQ(user.content(4).file().file_id(), "file-abc");
  EXPECT_EQ(user.content(5).file().filename(), "a.pdf");

  const llm::v1::Message& assistant = got.messages(3);
  EXPECT_EQ(assistant.content(0).thinking().text(), "Let me look.");
  EXPECT_EQ(assistant.content(1).tool_call().arguments_json(), "{\"at\": \"图\"}");
  EXPECT_EQ(assistant.content(2).tool_call().id(), "call_2");

  EXPECT_EQ(got.messages(4).role(), llm::v1::TOOL);
  EXPECT_EQ(got.messages(4).content(0).tool_result().tool_call_id(), "call_1");
  EXPECT_EQ(got.messages(4).content(0).tool_result().content(0).text().text(), "a cat");
  EXPECT_EQ(got.messages(7).content(0).refusal().text(), "I cannot help with that.");
}

TEST(DecodeRequest, ReadsAStopThatIsOneString) {
  EXPECT_THAT(Decoded(Fixture("odd_forms.json")).stop(), ::testing::ElementsAre("x"));
}

TEST(DecodeRequest, TheNewerBoundWinsWhicheverComesFirst) {
  EXPECT_EQ(Decoded(Fixture("odd_forms.json")).max_output_tokens(), 20);
  EXPECT_EQ(Decoded(Fixture("older_bound.json")).max_output_tokens(), 7);
}

TEST(DecodeRequest, NamesThePlaceOfARefusal) {
  const auto refusal = [](std::string_view messages) {
    return RefusalOf(DecodeRequest("{\"model\":\"m\",\"messages\":" + std::string(messages) + "}"));
  };
  EXPECT_EQ(refusal("[{},7]"), "messages[1]|messages[1]: expected an object");
  EXPECT_EQ(refusal(R"([{"role":"user","role":"system"}])"), "messages[0].role|messages[0].role: given twice");
  EXPECT_EQ(refusal(R"([{"content":["x"]}])"), "messages[0].content[0]|messages[0].content[0]: expected an object");
  EXPECT_EQ(refusal(R"([{"content":[{"type":"a","type":"b"}]}])"),
            "messages[0].content[0].type|messages[0].content[0].type: given twice");
}

TEST(DecodeRequest, LegacyFunctionsAreToolsCallsAndResults) {
  const llm::v1::Conversation got = Decoded(R"({"model":"m","functions":[{"name":"f","parameters":{}}],
      "function_call":{"name":"f"},"messages":[
      {"role":"assistant","content":null,"function_call":{"name":"f","arguments":"{}"}},
      {"role":"function","name":"f","content":"a"},
      {"role":"assistant","content":null,"function_call":{"name":"f","arguments":"{}"}},
      {"role":"function","name":"f","content":"b"}]})");

  EXPECT_EQ(got.tools(0).name(), "f");
  EXPECT_EQ(got.tool_choice().name(), "f");
  EXPECT_EQ(got.messages(1).role(), llm::v1::TOOL);
  EXPECT_EQ(got.messages(1).content(0).tool_result().content(0).text().text(), "a");
  for (int call : {0, 2}) {
    EXPECT_NE(got.messages(call).content(0).tool_call().id(), "");
    EXPECT_EQ(got.messages(call).content(0).tool_call().id(),
              got.messages(call + 1).content(0).tool_result().tool_call_id());
  }
  EXPECT_NE(got.messages(0).content(0).tool_call().id(), got.messages(2).content(0).tool_call().id());
}

TEST(DecodeRequest, OnlyWhatTheCanonicalModelCannotSayIsExtra) {
  const llm::v1::Conversation got = Decoded(R"({"model":"m","stop":"x","max_tokens":5,"stream":false,"n":null,
      "functions":[{"name":"f"}],"messages":[{"role":"assistant","content":"","refusal":null,"tool_calls":[]},
      {"role":"user","content":[{"type":"text","text":"x"}]}]})");

  EXPECT_EQ(got.extra_json(), "");
  EXPECT_EQ(got.messages(0).extra_json(), "");
  EXPECT_EQ(got.messages(1).content(0).extra_json(), "");
}

TEST(DecodeRequest, OurFieldsAreTheSessionAndAreNeverWritten) {
  const llm::v1::Conversation got =
      Decoded(R"({"model":"m","messages":[{"role":"user","content":"x"}],"session_id":"b","conversation_id":"a"})");
  EXPECT_EQ(got.session_id(), "a");
  EXPECT_EQ(EncodeRequest(got), R"({"model":"m","messages":[{"role":"user","content":"x"}]})");
}

TEST(DecodeRequest, UnderstandsCacheMarkers) {
  const llm::v1::Conversation got = Decoded(Fixture("everything.json"));
  EXPECT_TRUE(got.messages(2).content(0).has_cache());
  EXPECT_TRUE(got.tools(1).has_cache());
}

TEST(EncodeRequest, StreamsIfTheRouterSaysSoAndThenTellsUsage) {
  const auto encoded = [](std::string_view more, bool stream) {
    Losses losses;
    return *ChatCodec().EncodeRequest(Decoded(R"({"model":"m","messages":[{}])" + std::string(more) + "}"),
                                      {.model = "up", .stream = stream}, losses);
  };
  const std::string streamed =
      R"({"model":"up","messages":[{}],"stream":true,"stream_options":{"include_usage":true}})";
  EXPECT_EQ(encoded("", true), streamed);
  EXPECT_EQ(encoded(R"(,"stream":false)", true), streamed);
  EXPECT_EQ(encoded(R"(,"stream":true)", true), streamed);
  EXPECT_EQ(encoded(R"(,"stream":true,"stream_options":{"include_usage":false})", true), streamed);
  EXPECT_EQ(encoded(R"(,"stream":true,"stream_options":{"include_usage":true})", false),
            R"({"model":"up","messages":[{}]})");
}

TEST(EncodeRequest, WritesSeveralToolResultsAsSeveralMessages) {
  llm::v1::Conversation conversation;
  conversation.set_model("m");
  llm::v1::Message& message = *conversation.add_messages();
  message.set_role(llm::v1::TOOL);
  for (const char* id : {"a", "b"}) {
    llm::v1::ToolResult& result = *message.add_content()->mutable_tool_result();
    result.set_tool_call_id(id);
    result.add_content()->mutable_text()->set_text("ok");
  }

  EXPECT_EQ(
      EncodeRequest(conversation),
      R"({"model":"m","messages":[{"role":"tool","tool_call_id":"a","content":"ok"},{"role":"tool","tool_call_id":"b","content":"ok"}]})");
}

TEST(EncodeRequest, IgnoresExtraFieldsThatAreNoObject) {
  llm::v1::Conversation conversation;
  conversation.set_model("m");
  conversation.set_extra_json("}{");
  EXPECT_EQ(EncodeRequest(conversation), R"({"model":"m","messages":[]})");
}

}  // namespace
}  // namespace signalbox::dialect::openai_chat
