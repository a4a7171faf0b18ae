#include "common/dialect/openai_chat/request_edit.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "tests/unit/common/dialect/openai_chat/status_of.h"

namespace signalbox::dialect::openai_chat {
namespace {

std::string Edited(std::string_view body, const RequestEdits& edits) {
  const auto edited = EditRequest(body, edits);
  EXPECT_TRUE(edited.ok()) << edited.status();
  if (!edited.ok()) return "";
  EXPECT_TRUE(nlohmann::json::accept(*edited)) << *edited;
  return *edited;
}

llm::v1::Message Turn(llm::v1::Role role, std::string_view text) {
  llm::v1::Message message;
  message.set_role(role);
  message.add_content()->mutable_text()->set_text(std::string(text));
  return message;
}

TEST(EditRequest, ChangesTheModelAndKeepsEveryOtherByte) {
  const std::string body =
      " {\n\t\"top_k\":1.0, \"temperature\" : 1.50e0 ,\"model\" : \"fast\",\"messages\":[ "
      "{\"role\":\"user\",\"content\":"
      "\"\\u4f60\\/ 你👋\"} ] ,\"unknown\":{\"b\":1,\"a\":[ ]}}\r\n";
  std::string expected = body;
  expected.replace(expected.find("\"fast\""), 6, "\"gpt-4o\"");

  EXPECT_EQ(Edited(body, {.model = "gpt-4o"}), expected);
}

TEST(EditRequest, QuotesTheModel) {
  EXPECT_EQ(Edited(R"({"model":"a","messages":[1]})", {.model = "x\"y\\"}), R"({"model":"x\"y\\","messages":[1]})");
}

TEST(EditRequest, AsksForUsageWithoutTouchingOtherStreamOptions) {
  const auto edited = [](std::string_view body) { return Edited(body, {.model = "m", .ask_for_usage = true}); };

  EXPECT_EQ(edited(R"({"model":"m","messages":[1] })"),
            R"({"model":"m","messages":[1],"stream_options":{"include_usage":true} })");
  EXPECT_EQ(edited(R"({"model":"m","stream_options":null,"messages":[1]})"),
            R"({"model":"m","stream_options":{"include_usage":true},"messages":[1]})");
  EXPECT_EQ(edited(R"({"model":"m","stream_options":{ },"messages":[1]})"),
            R"({"model":"m","stream_options":{"include_usage":true },"messages":[1]})");
  EXPECT_EQ(edited(R"({"model":"m","stream_options":{"x":1.0},"messages":[1]})"),
            R"({"model":"m","stream_options":{"include_usage":true,"x":1.0},"messages":[1]})");
  EXPECT_EQ(edited(R"({"model":"m","stream_options":{"x":1,"include_usage" : false },"messages":[1]})"),
            R"({"model":"m","stream_options":{"x":1,"include_usage" : true },"messages":[1]})");
  EXPECT_EQ(edited(R"({"model":"m","stream_options":{"include_usage":true},"messages":[1]})"),
            R"({"model":"m","stream_options":{"include_usage":true},"messages":[1]})");
}

TEST(EditRequest, LeavesStreamOptionsAloneUnlessAsked) {
  const std::string body = R"({"model":"m","messages":[1],"stream_options":{"include_usage":false}})";
  EXPECT_EQ(Edited(body, {.model = "m"}), body);
}

TEST(EditRequest, RemovesOurFieldsWhereverTheyStand) {
  const auto edited = [](std::string_view body) { return Edited(body, {.model = "m"}); };
  const std::string bare = R"({"model":"m","messages":[1]})";

  EXPECT_EQ(edited(R"({"session_id":"s","model":"m","messages":[1]})"), bare);
  EXPECT_EQ(edited(R"({"model":"m","session_id":"s","messages":[1]})"), bare);
  EXPECT_EQ(edited(R"({"model":"m","messages":[1],"session_id":"s"})"), bare);
  EXPECT_EQ(edited(R"({"session_id":"s","conversation_id":null,"model":"m","messages":[1]})"), bare);
  EXPECT_EQ(edited(R"({"model":"m","session_id":"s","conversation_id":"c","messages":[1]})"), bare);
  EXPECT_EQ(edited(R"({"session_id":"s","model":"m","messages":[1],"conversation_id":"c"})"), bare);
  EXPECT_EQ(edited(R"({"model":"m","messages":[1] , "session\u005fid" : "s" })"), R"({"model":"m","messages":[1] })");
}

TEST(EditRequest, RemovesAndAddsAtTheSamePlace) {
  EXPECT_EQ(Edited(R"({"model":"m","messages":[1],"session_id":"s"})", {.model = "n", .ask_for_usage = true}),
            R"({"model":"n","messages":[1],"stream_options":{"include_usage":true}})");
  EXPECT_EQ(Edited(R"({"conversation_id":"c","session_id":"s","messages":[1],"model":"m"})",
                   {.model = "n", .ask_for_usage = true}),
            R"({"messages":[1],"model":"n","stream_options":{"include_usage":true}})");
}

TEST(EditRequest, PutsHistoryAfterTheLeadingInstructions) {
  const std::vector<llm::v1::Message> history = {Turn(llm::v1::USER, "你好"), Turn(llm::v1::ASSISTANT, "Hi \"you\"")};
  const std::string turns = R"({"role":"user","content":"你好"},{"role":"assistant","content":"Hi \"you\""})";
  const auto edited = [&](std::string_view messages) {
    return Edited("{\"model\":\"m\",\"messages\":" + std::string(messages) + "}", {.model = "m", .history = history});
  };
  const auto expected = [](const std::string& messages) { return "{\"model\":\"m\",\"messages\":" + messages + "}"; };

  const std::string system = R"({"role":"system","content":"s"})";
  const std::string developer = R"({"content":"d","role":"developer"})";
  const std::string user = R"({"role":"user","content":"u"})";
  EXPECT_EQ(edited("[ " + user + " ]"), expected("[ " + turns + "," + user + " ]"));
  EXPECT_EQ(edited("[" + system + ", " + user + "]"), expected("[" + system + "," + turns + ", " + user + "]"));
  EXPECT_EQ(edited("[" + system + "," + developer + "," + user + "," + system + "]"),
            expected("[" + system + "," + developer + "," + turns + "," + user + "," + system + "]"));
  EXPECT_EQ(edited("[" + system + "]"), expected("[" + system + "," + turns + "]"));
  EXPECT_EQ(edited("[1]"), expected("[" + turns + ",1]"));
}

TEST(EditRequest, HistoryKeepsToolCallsAndTheirResultsInOrder) {
  std::vector<llm::v1::Message> history(2);
  history[0].set_role(llm::v1::ASSISTANT);
  llm::v1::ToolCall& call = *history[0].add_content()->mutable_tool_call();
  call.set_id("c1");
  call.set_name("f");
  call.set_arguments_json("{\"a\":1}");
  history[1].set_role(llm::v1::TOOL);
  llm::v1::ToolResult& result = *history[1].add_content()->mutable_tool_result();
  result.set_tool_call_id("c1");
  result.add_content()->mutable_text()->set_text("ok");

  EXPECT_EQ(
      Edited(R"({"model":"m","messages":[1]})", {.model = "m", .history = history}),
      R"({"model":"m","messages":[{"role":"assistant","tool_calls":[{"id":"c1","type":"function","function":{"name":"f","arguments":"{\"a\":1}"}}]},{"role":"tool","tool_call_id":"c1","content":"ok"},1]})");
}

TEST(EditRequest, HistoryLeavesOutReasoningAndCallsThatWereCut) {
  std::vector<llm::v1::Message> history = {Turn(llm::v1::ASSISTANT, "so far"), {}};
  history[0].add_content()->mutable_thinking()->set_text("hmm");
  history[0].add_content()->mutable_tool_call()->set_name("f");
  history[0].set_partial(true);
  history[1].set_role(llm::v1::ASSISTANT);
  history[1].add_content()->mutable_thinking()->set_text("only thought");

  EXPECT_EQ(Edited(R"({"model":"m","messages":[1]})", {.model = "m", .history = history}),
            R"({"model":"m","messages":[{"role":"assistant","content":"so far"},1]})");
}

TEST(EditRequest, EmptyHistoryInsertsNothing) {
  const std::string body = R"({"model":"m","messages":[1]})";
  const std::vector<llm::v1::Message> nothing(1);
  EXPECT_EQ(Edited(body, {.model = "m", .history = nothing}), body);
}

TEST(EditRequest, RefusesWhatScanRefuses) {
  EXPECT_EQ(RefusalOf(EditRequest("{", {.model = "m"})).substr(0, 1), "|");
  EXPECT_EQ(RefusalOf(EditRequest(R"({"model":"a","model":"b","messages":[1]})", {.model = "m"})),
            "model|model: given twice");
}

TEST(EditRequest, HistoryOfAnotherDialectIsTranslated) {
  std::vector<llm::v1::Message> history = {Turn(llm::v1::ASSISTANT, "Look."), Turn(llm::v1::USER, "and?")};
  for (llm::v1::Message& turn : history) turn.set_dialect(llm::v1::ANTHROPIC_MESSAGES);
  history[0].add_content()->mutable_thinking()->set_text("hmm");
  llm::v1::ToolCall& call = *history[0].add_content()->mutable_tool_call();
  call.set_id("tu");
  call.set_name("f");
  history[1].add_content()->mutable_tool_result()->set_tool_call_id("tu");

  EXPECT_EQ(
      Edited(R"({"model":"m","messages":[1]})", {.model = "m", .history = history}),
      R"({"model":"m","messages":[{"role":"assistant","content":"Look.","tool_calls":[{"id":"tu","type":"function",)"
      R"("function":{"name":"f","arguments":"{}"}}]},{"role":"tool","tool_call_id":"tu","content":""},)"
      R"({"role":"user","content":"and?"},1]})");
}

}  // namespace
}  // namespace signalbox::dialect::openai_chat
