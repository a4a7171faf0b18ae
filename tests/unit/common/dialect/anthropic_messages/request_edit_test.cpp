#include <gtest/gtest.h>

#include "tests/unit/common/dialect/anthropic_messages/support.h"

namespace signalbox::dialect::anthropic_messages {
namespace {

using llm::v1::Message;

Message Said(llm::v1::Role role, std::string_view text) {
  Message message;
  message.set_role(role);
  message.add_content()->mutable_text()->set_text(std::string(text));
  return message;
}

Message Called(std::string_view id) {
  Message message;
  message.set_role(llm::v1::ASSISTANT);
  llm::v1::ToolCall& call = *message.add_content()->mutable_tool_call();
  call.set_id(std::string(id));
  call.set_name("f");
  call.set_arguments_json("{}");
  return message;
}

std::string Edited(std::string_view body, std::vector<Message> history = {}) {
  const auto edited = TheCodec().EditRequest(body, {.model = "claude-2", .history = history});
  EXPECT_TRUE(edited.ok()) << edited.status();
  return edited.value_or("");
}

nlohmann::json Messages(std::string_view body, std::vector<Message> history) {
  return Parsed(Edited(body, std::move(history)))["messages"];
}

TEST(RequestEdit, KeepsEveryByteButTheNamedFields) {
  EXPECT_EQ(Edited(R"({ "unknown_x":{"a":1.0},  "model" : "fast","session_id":"s", "temperature":0,
  "system":[{"type":"text","text":"S","cache_control":{"type":"ephemeral"}}],"conversation_id":null,
  "messages":[ {"role":"user","content":"\u4f60好"} ] })"),
            R"({ "unknown_x":{"a":1.0},  "model" : "claude-2", "temperature":0,
  "system":[{"type":"text","text":"S","cache_control":{"type":"ephemeral"}}],
  "messages":[ {"role":"user","content":"\u4f60好"} ] })");
}

TEST(RequestEdit, PutsHistoryBeforeTheTurnsOfTheBody) {
  EXPECT_EQ(Edited(R"({"model":"m","system":"S","messages":[{"role":"user","content":"now"}]})",
                   {Said(llm::v1::USER, "then"), Said(llm::v1::ASSISTANT, "ok")}),
            R"({"model":"claude-2","system":"S","messages":[{"role":"user","content":"then"},)"
            R"({"role":"assistant","content":"ok"},{"role":"user","content":"now"}]})");
}

TEST(RequestEdit, MakesOneTurnOfTwoOfTheUser) {
  const std::vector<Message> history = {Said(llm::v1::USER, "a"), Said(llm::v1::USER, "b")};

  EXPECT_EQ(Messages(R"({"model":"m","messages":[{"role":"user","content":"c \"\n"}]})", history),
            Parsed(R"([{"role":"user","content":[{"type":"text","text":"a"},{"type":"text","text":"b"},)"
                   R"({"type":"text","text":"c \"\n"}]}])"));
  EXPECT_EQ(Messages(R"({"model":"m","messages":[{"role":"user","content":[{"type":"text","text":"c"}]}]})", history),
            Parsed(R"([{"role":"user","content":[{"type":"text","text":"a"},{"type":"text","text":"b"},)"
                   R"({"type":"text","text":"c"}]}])"));
}

TEST(RequestEdit, LetsTheBodyAnswerTheToolCallsOfTheHistory) {
  const auto messages = Messages(
      R"({"model":"m","messages":[{"role":"user","content":[{"type":"tool_result","tool_use_id":"t1","content":"r"}]}]})",
      {Said(llm::v1::USER, "then"), Called("t1")});

  ASSERT_EQ(messages.size(), 3u);
  EXPECT_EQ(messages[1]["content"][0]["id"], "t1");
  EXPECT_EQ(messages[2]["content"], Parsed(R"([{"type":"tool_result","tool_use_id":"t1","content":"r"}])"));
}

TEST(RequestEdit, AnswersTheToolCallsNobodyAnswers) {
  const auto messages = Messages(R"({"model":"m","messages":[{"role":"user","content":"go"}]})",
                                 {Said(llm::v1::USER, "then"), Called("t1")});

  ASSERT_EQ(messages.size(), 3u);
  EXPECT_EQ(messages[2]["content"][0]["tool_use_id"], "t1");
  EXPECT_EQ(messages[2]["content"][0]["is_error"], true);
  EXPECT_EQ(messages[2]["content"][1], Parsed(R"({"type":"text","text":"go"})"));
}

TEST(RequestEdit, LeavesOutTheToolCallsOfAnAnswerThatWasCut) {
  Message cut = Called("t1");
  cut.set_partial(true);
  const auto messages =
      Messages(R"({"model":"m","messages":[{"role":"user","content":"go"}]})", {Said(llm::v1::USER, "then"), cut});

  EXPECT_EQ(messages,
            Parsed(R"([{"role":"user","content":[{"type":"text","text":"then"},{"type":"text","text":"go"}]}])"));
}

TEST(RequestEdit, KeepsThoughtsWithTheirProofAndNoOthers) {
  Message answer;
  answer.set_role(llm::v1::ASSISTANT);
  answer.add_content()->mutable_thinking()->set_text("mine");
  answer.mutable_content(0)->mutable_thinking()->set_signature("sig");
  answer.add_content()->mutable_text()->set_text("ok");
  Message foreign = answer;
  foreign.set_dialect(llm::v1::GEMINI);
  const std::string body = R"({"model":"m","messages":[{"role":"user","content":"go"}]})";

  EXPECT_EQ(Messages(body, {Said(llm::v1::USER, "q"), answer})[1]["content"][0]["signature"], "sig");
  EXPECT_EQ(Messages(body, {Said(llm::v1::USER, "q"), foreign})[1]["content"], "ok");
}

TEST(RequestEdit, RefusesWhatScanningRefuses) {
  EXPECT_EQ(RefusalOf(TheCodec().EditRequest(R"({"messages":[1]})", {.model = "m"})), "model|model: required");
}

}  // namespace
}  // namespace signalbox::dialect::anthropic_messages
