#include "common/dialect/openai_responses/kept_answer.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "common/dialect/openai_responses/input_items.h"
#include "common/dialect/openai_responses/responses_codec.h"
#include "common/status/error.h"
#include "tests/unit/common/dialect/openai_responses/fixtures.h"

namespace signalbox::dialect::openai_responses {
namespace {

using nlohmann::json;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::StartsWith;

std::vector<std::string> References(const std::string& input) {
  const auto facts = ResponsesCodec().ScanRequest(R"({"model":"m","input":)" + input + "}");
  EXPECT_TRUE(facts.ok()) << facts.status();
  return facts.ok() ? facts->item_references : std::vector<std::string>();
}

TEST(ResponsesReferences, AreFoundInEveryFormEachOnce) {
  EXPECT_THAT(References(R"([{"type":"item_reference","id":"b"},{"id":"a"},{"id":"c","type":null},
                             {"type":"item\u005freference","id":"b"},{"role":"user","content":"x","id":"msg"},
                             {"type":"function_call","id":"fc","call_id":"c","name":"f","arguments":""}])"),
              ElementsAre("a", "b", "c"));
  EXPECT_THAT(References(R"("item_reference")"), IsEmpty());
}

TEST(ResponsesReferences, WithoutAnIdAreRefusedByTheirPlace) {
  const auto facts = ResponsesCodec().ScanRequest(
      R"({"model":"m","input":[{"role":"user","content":"x"},{"type":"item_reference","id":7}]})");
  EXPECT_EQ(MetadataOf(facts.status())["field"], "input[1].id");
}

TEST(ResponsesReferences, TooManyAreRefused) {
  std::string input = R"({"model":"m","input":[{"id":"0"})";
  for (int i = 1; i <= 1000; ++i) input += R"(,{"id":")" + std::to_string(i) + "\"}";
  EXPECT_FALSE(ResponsesCodec().ScanRequest(input + "]}").ok());
}

TEST(ResponsesReferences, BecomeTheirItemsAndEveryOtherByteStays) {
  const ItemsById items = {{"rs", R"({"type":"reasoning","id":"rs","summary":[]})"},
                           {"fc", R"({"id":"fc","type":"function_call","status":"completed","n": 1.0})"}};
  const auto body = WithItems(
      R"({ "x":1e2, "input": [{"type":"item_reference","id":"rs"}, {"role":"user" ,"content":"é"},{"id":"fc"}] , "model":"m"})",
      items);
  ASSERT_TRUE(body.ok()) << body.status();
  EXPECT_EQ(*body,
            R"({ "x":1e2, "input": [{"role":"user" ,"content":"é"},{"type":"function_call","n":1.0}] , "model":"m"})");
}

TEST(ResponsesReferences, ToALongItemManyTimesAreTooLarge) {
  std::string input;
  for (int i = 0; i < 17; ++i) input += R"({"id":"long"},)";
  const ItemsById items = {{"long", R"({"type":"message","content":")" + std::string(1 << 20, 'x') + "\"}"}};
  const auto body = WithItems(R"({"model":"m","input":[)" + input + R"({"role":"user","content":"x"}]})", items);
  EXPECT_EQ(ReasonOf(body.status()), "BODY_TOO_LARGE");
}

TEST(ResponsesReferences, ToNothingAreNotFound) {
  const auto body = WithItems(R"({"model":"m","input":[{"type":"item_reference","id":"gone"}]})", {});
  EXPECT_EQ(ReasonOf(body.status()), "ITEM_NOT_FOUND");
  EXPECT_EQ(MetadataOf(body.status())["field"], "input[0].id");
}

TEST(ResponsesKeptAnswer, EveryAnswerThatEndedIsRead) {
  for (const std::string& name : FixturesIn("responses")) {
    const std::string body = Fixture("responses/" + name + ".json");
    const auto facts = ReadAnswer(body);
    ASSERT_TRUE(facts) << name;
    EXPECT_EQ(facts->id, json::parse(body)["id"]);
  }
}

TEST(ResponsesKeptAnswer, WhatDidNotEndIsNone) {
  for (const char* body :
       {"", "[]", "{}", R"({"id":"r","status":"failed"})", R"({"id":"r","status":"in_progress"})", R"({"id":7})"}) {
    EXPECT_FALSE(ReadAnswer(body)) << body;
  }
}

TEST(ResponsesKeptAnswer, IsTakenOutOfEveryStreamsLastEvent) {
  for (const std::string& name : FixturesIn("streams")) {
    const std::string stream = Fixture("streams/" + name + ".sse");
    if (stream.find("event: response.completed") == stream.npos) continue;
    EXPECT_TRUE(ReadAnswer(AnswerInLast(stream))) << name;
  }
  EXPECT_EQ(AnswerInLast("event: a\ndata: {\"response\":{\"n\":1}}\n\nevent: b\ndata: {\"response\":{\"n\":2}}\n\n"),
            R"({"n":2})");
  EXPECT_EQ(AnswerInLast("event: a\ndata: {\"response\":{}}\n\nevent: x\ndata: {\"no\":\"answer\"}\n\n"), "");
  for (const char* events : {"", "\n\n", ": comment\n\n", "event: x\ndata: {", "event: x\ndata: []\n\n"}) {
    EXPECT_EQ(AnswerInLast(events), "") << events;
  }
}

TEST(ResponsesKeptAnswer, TellsWhatItContinuesAndKeepsEveryOtherByte) {
  const AnswerState state{"r \"1\"", "c"};
  EXPECT_EQ(*WithState(R"({ "previous_response_id" : null, "n":1.0 })", state),
            R"({ "previous_response_id" : "r \"1\"", "n":1.0 ,"conversation":{"id":"c"}})");
}

TEST(ResponsesKeptAnswer, AStreamTellsWhatItContinuesWhereverItShowsTheAnswer) {
  for (const char* type : {"created", "in_progress", "completed", "incomplete"}) {
    const std::string begin =
        "event: response." + std::string(type) + "\ndata: {\"response\":{\"previous_response_id\":";
    EXPECT_EQ(EventsWithState(begin + "null},\"n\":1.0}\n\n: comment\n\n", {"r", ""}),
              begin + "\"r\"},\"n\":1.0}\n\n: comment\n\n");
  }
  for (const char* events : {"event: response.created\ndata: not json\n\n", "event: response.created\ndata: {}\n\n",
                             "event: response.output_text.delta\ndata: {\"response\":{}}\n\n",
                             "data: {\"response\":{}}\n\n", "event: response.created\ndata: {\"response\":{"}) {
    EXPECT_EQ(EventsWithState(events, {"r", "c"}), events);
  }
}

std::vector<llm::v1::Message> TurnsOf(const std::string& body) {
  const auto conversation = ResponsesCodec().DecodeRequest(body);
  EXPECT_TRUE(conversation.ok()) << conversation.status();
  std::vector<llm::v1::Message> turns(conversation->messages().begin(), conversation->messages().end());
  for (llm::v1::Message& turn : turns) turn.set_dialect(llm::v1::OPENAI_RESPONSES);
  return turns;
}

TEST(ResponsesInputItems, AreListedWithIdStatusAndParts) {
  const auto items = InputItemsOf(TurnsOf(R"({"model":"m","input":[{"role":"user","content":"é"},
      {"role":"assistant","content":"a","id":"msg_own"},
      {"type":"function_call","call_id":"c","name":"f","arguments":"{}"},
      {"type":"function_call_output","call_id":"c","output":"ok"},
      {"type":"web_search_call","id":"ws_1","status":"completed"}]})"),
                                  "resp_7");
  ASSERT_EQ(items.size(), 5U);
  EXPECT_EQ(json::parse(items[0].json), json::parse(R"({"id":"msg_7_in00","type":"message","status":"completed",
      "role":"user","content":[{"type":"input_text","text":"é"}]})"));
  EXPECT_EQ(json::parse(items[1].json), json::parse(R"({"id":"msg_own","type":"message","status":"completed",
      "role":"assistant","content":[{"type":"output_text","text":"a","annotations":[],"logprobs":[]}]})"));
  EXPECT_EQ(json::parse(items[2].json), json::parse(R"({"id":"fc_7_in02","type":"function_call","status":"completed",
      "call_id":"c","name":"f","arguments":"{}"})"));
  EXPECT_EQ(json::parse(items[3].json), json::parse(R"({"id":"fco_7_in03","type":"function_call_output",
      "status":"completed","call_id":"c","output":"ok"})"));
  EXPECT_EQ(json::parse(items[4].json), json::parse(R"({"type":"web_search_call","id":"ws_1","status":"completed"})"));
}

TEST(ResponsesInputItems, AStringIsAMessageOfTheUsers) {
  const auto items = InputItemsOf(TurnsOf(R"({"model":"m","input":"hi"})"), "other");
  ASSERT_EQ(items.size(), 1U);
  EXPECT_THAT(items[0].id, StartsWith("msg_other_in"));
  EXPECT_EQ(json::parse(items[0].json)["content"][0]["text"], "hi");
}

TEST(ResponsesInputItems, OnlyTheFieldIsTheFieldInstructions) {
  const auto turns = TurnsOf(R"({"model":"m","instructions":"a","input":[{"role":"system","content":"b"}]})");
  ASSERT_EQ(turns.size(), 2U);
  EXPECT_TRUE(IsInstructionsField(turns[0]));
  EXPECT_FALSE(IsInstructionsField(turns[1]));
}

}  // namespace
}  // namespace signalbox::dialect::openai_responses
