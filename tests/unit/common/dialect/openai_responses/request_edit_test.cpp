#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "common/dialect/openai_responses/responses_codec.h"
#include "tests/unit/common/dialect/openai_responses/fixtures.h"

namespace signalbox::dialect::openai_responses {
namespace {

std::string Edited(std::string_view body, std::span<const llm::v1::Message> history = {}) {
  auto edited = ResponsesCodec().EditRequest(body, {.model = "gpt-x", .history = history});
  EXPECT_TRUE(edited.ok()) << edited.status();
  return edited.ok() ? *std::move(edited) : std::string();
}

std::vector<llm::v1::Message> Turns(std::string_view body) {
  const auto conversation = ResponsesCodec().DecodeRequest(body);
  EXPECT_TRUE(conversation.ok());
  std::vector<llm::v1::Message> turns(conversation->messages().begin(), conversation->messages().end());
  for (llm::v1::Message& turn : turns) turn.set_dialect(llm::v1::OPENAI_RESPONSES);
  return turns;
}

TEST(ResponsesEdit, KeepsEveryOtherByte) {
  EXPECT_EQ(Edited("{ \"temperature\" : 1.0,\n \"model\":\"m\" , \"session_id\":\"s\",\"input\":\"\\u00e9\" , "
                   "\"x\":{\"b\":1e2,\"a\":[]}}"),
            "{ \"temperature\" : 1.0,\n \"model\":\"gpt-x\",\"input\":\"\\u00e9\" , \"x\":{\"b\":1e2,\"a\":[]}}");
}

TEST(ResponsesEdit, WhatIsContinuedHereIsNotNamedToTheProvider) {
  EXPECT_EQ(Edited(R"({"previous_response_id":"r","model":"m","conversation":{"id":"c"},"input":"x","store":true})"),
            R"({"model":"gpt-x","input":"x","store":true})");
}

TEST(ResponsesEdit, ShorthandInputBecomesAListOnlyForAHistory) {
  const auto history = Turns(R"({"model":"m","input":"before 之前"})");
  EXPECT_EQ(Edited(R"({"model":"m","input":"now"})"), R"({"model":"gpt-x","input":"now"})");
  EXPECT_EQ(Edited(R"({"model":"m","input":"now"})", history),
            R"({"model":"gpt-x","input":[{"role":"user","content":"before 之前"},{"role":"user","content":"now"}]})");
}

TEST(ResponsesEdit, AHistoryStandsAfterTheLeadingInstructions) {
  const auto history = Turns(R"({"model":"m","input":"h"})");
  EXPECT_EQ(
      Edited(R"({"model":"m","input":[ {"role":"system","content":"s"} ,{"role":"user","content":"u"}]})", history),
      R"({"model":"gpt-x","input":[ {"role":"system","content":"s"},{"role":"user","content":"h"} ,{"role":"user","content":"u"}]})");
  EXPECT_EQ(Edited(R"({"model":"m","input":[]})", history),
            R"({"model":"gpt-x","input":[{"role":"user","content":"h"}]})");
  EXPECT_EQ(Edited(R"({"model":"m","input":[{"role":"system","content":"s"}]})", history),
            R"({"model":"gpt-x","input":[{"role":"system","content":"s"},{"role":"user","content":"h"}]})");
  EXPECT_EQ(Edited(R"({"model":"m","prompt":{"id":"p"}})", history),
            R"({"model":"gpt-x","prompt":{"id":"p"},"input":[{"role":"user","content":"h"}]})");
}

TEST(ResponsesEdit, OfAHistoryReasoningAndIdsAreLeftOut) {
  const auto history = Turns(R"({"model":"m","input":[
      {"type":"reasoning","id":"rs_1","summary":[],"encrypted_content":"x"},
      {"type":"message","id":"msg_1","role":"assistant","status":"completed","content":[{"type":"output_text","text":"a","annotations":[]}]},
      {"type":"function_call","id":"fc_1","call_id":"c","name":"f","arguments":"{}"},
      {"type":"function_call_output","id":"fco_1","call_id":"c","output":"ok"}]})");
  EXPECT_EQ(
      Edited(R"({"model":"m","input":"now"})", history),
      R"({"model":"gpt-x","input":[{"role":"assistant","content":[{"type":"output_text","text":"a","annotations":[]}]},)"
      R"({"type":"function_call","call_id":"c","name":"f","arguments":"{}"},)"
      R"({"type":"function_call_output","call_id":"c","output":"ok"},{"role":"user","content":"now"}]})");
}

TEST(ResponsesEdit, TheCallsOfACutAnswerAreLeftOut) {
  llm::v1::Message turn;
  turn.set_role(llm::v1::ASSISTANT);
  turn.set_partial(true);
  turn.add_content()->mutable_text()->set_text("hal");
  turn.add_content()->mutable_tool_call()->set_name("f");
  EXPECT_EQ(Edited(R"({"model":"m","input":"now"})", {&turn, 1}),
            R"({"model":"gpt-x","input":[{"role":"assistant","content":"hal"},{"role":"user","content":"now"}]})");
}

TEST(ResponsesScan, ReadsTheFacts) {
  const auto facts = ResponsesCodec().ScanRequest(
      R"({"model":"m","input":"x","stream":true,"max_output_tokens":77,"previous_response_id":"resp_1",
          "conversation_id":"c","conversation":{"id":"v"},"background":true,"safety_identifier":"u","user":null})");
  ASSERT_TRUE(facts.ok()) << facts.status();
  EXPECT_EQ(facts->model, "m");
  EXPECT_TRUE(facts->stream);
  EXPECT_TRUE(facts->include_usage);
  EXPECT_EQ(facts->max_output_tokens, 77);
  EXPECT_EQ(facts->previous_response_id, "resp_1");
  EXPECT_EQ(facts->session_id, "c");
  EXPECT_EQ(facts->conversation, "v");
  EXPECT_TRUE(facts->background);
  EXPECT_TRUE(facts->store);
  EXPECT_EQ(facts->user, "u");
  EXPECT_EQ(facts->choices, 1);
}

TEST(ResponsesScan, RefusesFactsOfTheWrongKind) {
  for (const char* field : {R"("stream":"yes")", R"("max_output_tokens":-1)", R"("max_output_tokens":1.5)",
                            R"("user":7)", R"("previous_response_id":[])", R"("session_id":{})", R"("store":"no")",
                            R"("conversation":7)", R"("conversation":{})", R"("background":1)"}) {
    EXPECT_FALSE(ResponsesCodec().ScanRequest(std::string(R"({"model":"m","input":"x",)") + field + "}").ok()) << field;
  }
}

}  // namespace
}  // namespace signalbox::dialect::openai_responses
