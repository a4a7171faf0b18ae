#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "tests/unit/common/dialect/core/stream_script.h"
#include "tests/unit/common/dialect/openai_responses/answers.h"

namespace signalbox::dialect::openai_responses {
namespace {

using nlohmann::json;
using Kind = StreamEvent::Kind;
using ::testing::ElementsAre;
using ::testing::HasSubstr;

StreamEncoderOptions EncoderOptions(llm::v1::Dialect from = llm::v1::ANTHROPIC_MESSAGES) {
  return {.public_model = "fast", .created = 1'700'000'000, .id = std::string(kUuid), .from = from};
}

std::string Streamed(const llm::v1::Response& response, llm::v1::Dialect from = llm::v1::ANTHROPIC_MESSAGES) {
  const auto encoder = ResponsesCodec().NewStreamEncoder(EncoderOptions(from));
  std::string out;
  Replay(response, [&](const StreamEvent& event) { encoder->Encode(event, out); });
  return out;
}

json Plain(const llm::v1::Response& response) {
  Losses losses;
  return json::parse(ResponsesCodec().EncodeResponse(
      response, {.public_model = "fast", .created = 1'700'000'000, .id = std::string(kUuid)}, losses));
}

std::vector<std::string> TypesOf(const std::vector<json>& events) {
  std::vector<std::string> types;
  for (const json& event : events) types.push_back(event["type"]);
  return types;
}

// What of an answer a stream can tell.
llm::v1::Response Tellable(llm::v1::Response response) {
  for (auto* field : {response.mutable_form_json(), response.mutable_extra_json(), response.mutable_usage_json(),
                      response.mutable_service_tier()}) {
    field->clear();
  }
  response.clear_dialect();
  llm::v1::Choice& choice = *response.mutable_choices(0);
  choice.clear_logprobs_json();
  choice.mutable_message()->clear_id();
  for (llm::v1::ContentBlock& block : *choice.mutable_message()->mutable_content()) block.clear_form_json();
  return response;
}

class Streams : public ::testing::TestWithParam<std::string> {
 protected:
  const std::string bytes_ = Fixture("streams/" + GetParam() + ".sse");
  const llm::v1::Response answer_ = DecodedAnswer(GetParam());
};

TEST_P(Streams, PutTogetherAreTheAnswer) {
  const llm::v1::Response expected = Tellable(answer_);
  llm::v1::Response collected = CollectedStream(bytes_, bytes_.size());
  if (collected.choices_size() == 1) collected.mutable_choices(0)->mutable_message()->set_role(llm::v1::ASSISTANT);
  EXPECT_EQ(collected.DebugString(), expected.DebugString());
}

TEST_P(Streams, MeanTheSameHoweverTheirBytesAreSplit) {
  const std::string whole = CollectedStream(bytes_, bytes_.size()).SerializeAsString();
  for (const std::size_t piece : {1, 2, 3, 7, 64, 1000}) {
    EXPECT_EQ(CollectedStream(bytes_, piece).SerializeAsString(), whole) << piece;
  }
}

TEST_P(Streams, MirroredAreTheProvidersBytesWithThePublicModel) {
  const auto mirror = ResponsesCodec().NewStreamMirror({.public_model = "fast", .show_usage = true});
  std::string out;
  std::string expected = bytes_;
  const std::string model = R"("model": "gpt-4.1-2025-04-14")";
  for (std::size_t at = 0; (at = expected.find(model, at)) != std::string::npos;) {
    expected.replace(at, model.size(), R"("model": "fast")");
  }
  sse::Parser parser;
  int ends = 0;
  ASSERT_TRUE(parser
                  .Feed(bytes_,
                        [&](const sse::Event& event) {
                          ASSERT_TRUE(
                              mirror
                                  ->Read({event.type, event.data}, out,
                                         [&](const StreamEvent& heard) { ends += heard.kind == Kind::kEnd ? 1 : 0; })
                                  .ok());
                        })
                  .ok());
  EXPECT_EQ(out, expected);
  EXPECT_EQ(ends, 1);
}

TEST_P(Streams, TheLastEventCarriesTheAnswerAsAPlainOneIs) {
  const llm::v1::Response foreign = AsForeign(answer_);
  const std::vector<json> events = EventsOf(Streamed(foreign));
  EXPECT_EQ(events.back()["response"], Plain(foreign));
}

TEST_P(Streams, AreNumberedWithoutGaps) {
  int expected = 0;
  for (const json& event : EventsOf(Streamed(AsForeign(answer_)))) EXPECT_EQ(event["sequence_number"], expected++);
}

TEST_P(Streams, EveryDeltaBelongsToAnOpenPartAndAddsUpToIt) {
  std::map<std::string, std::string> open;
  for (const json& event : EventsOf(Streamed(AsForeign(answer_)))) {
    const std::string type = event["type"];
    const auto key = [&] {
      return event["item_id"].get<std::string>() + event.value("content_index", json(-1)).dump() +
             event.value("summary_index", json(-1)).dump();
    };
    if (type.ends_with("_part.added")) open[key()] = "";
    if (type == "response.output_item.added" && event["item"]["type"] == "function_call") {
      open[event["item"]["id"].get<std::string>() + "-1-1"] = "";
    }
    if (type.ends_with(".delta")) {
      ASSERT_TRUE(open.contains(key())) << event;
      open[key()] += event["delta"].get<std::string>();
    }
    for (const char* whole : {"text", "refusal", "arguments"}) {
      if (type.ends_with(".done") && event.contains(whole) && event.contains("item_id")) {
        EXPECT_EQ(open[key()], event[whole]);
      }
    }
  }
}

TEST_P(Streams, OfThisDialectKeepItsItems) {
  const std::vector<json> events = EventsOf(Streamed(Tellable(answer_), llm::v1::OPENAI_RESPONSES));
  const json original = json::parse(Fixture("responses/" + GetParam() + ".json"));
  const json& got = events.back()["response"];
  ASSERT_EQ(got["output"].size(), original["output"].size());
  for (std::size_t i = 0; i < got["output"].size(); ++i) {
    json item = got["output"][i];
    json expected = original["output"][i];
    for (json* side : {&item, &expected}) {
      if ((*side)["type"] != "reasoning" && (*side)["type"] != "web_search_call") side->erase("id");
      for (json& part : (*side)["content"]) part.erase("logprobs");
    }
    EXPECT_EQ(item, expected);
  }
  EXPECT_EQ(got["id"], original["id"]);
}

INSTANTIATE_TEST_SUITE_P(Fixtures, Streams, ::testing::ValuesIn(FixturesIn("streams")),
                         [](const auto& param) { return param.param; });

TEST(ResponsesStream, TheWholeSequenceOfAWordAndACall) {
  llm::v1::Response response;
  response.mutable_usage()->set_output(1);
  llm::v1::Choice& choice = *response.add_choices();
  choice.set_finish_reason(llm::v1::TOOL_CALLS);
  choice.mutable_message()->add_content()->mutable_text()->set_text("Hi");
  llm::v1::ToolCall& call = *choice.mutable_message()->add_content()->mutable_tool_call();
  call.set_id("call_1");
  call.set_name("f");
  call.set_arguments_json("{}");

  EXPECT_THAT(TypesOf(EventsOf(Streamed(response))),
              ElementsAre("response.created", "response.in_progress", "response.output_item.added",
                          "response.content_part.added", "response.output_text.delta", "response.output_text.done",
                          "response.content_part.done", "response.output_item.done", "response.output_item.added",
                          "response.function_call_arguments.delta", "response.function_call_arguments.done",
                          "response.output_item.done", "response.completed"));
}

TEST(ResponsesStream, ReasoningIsASummary) {
  llm::v1::Response response;
  response.add_choices()->mutable_message()->add_content()->mutable_thinking()->set_text("hmm");
  EXPECT_THAT(TypesOf(EventsOf(Streamed(response))),
              ElementsAre("response.created", "response.in_progress", "response.output_item.added",
                          "response.reasoning_summary_part.added", "response.reasoning_summary_text.delta",
                          "response.reasoning_summary_text.done", "response.reasoning_summary_part.done",
                          "response.output_item.done", "response.completed"));
}

TEST(ResponsesStream, BlocksThatAreOpenAtOnceAreItemsThatAre) {
  const auto encoder = ResponsesCodec().NewStreamEncoder(EncoderOptions());
  std::string out;
  for (const StreamEvent& event : {StreamEvent(Kind::kStart), testing::BlockStart(0, 0), testing::Delta(0, 0, "a"),
                                   testing::BlockStart(0, 1, BlockType::kToolCall), testing::Delta(0, 1, "{"),
                                   testing::Delta(0, 0, "b"), testing::Delta(0, 1, "}"), testing::BlockEnd(0, 1),
                                   testing::BlockEnd(0, 0), testing::Finish(0), StreamEvent(Kind::kEnd)}) {
    encoder->Encode(event, out);
  }
  const json response = EventsOf(out).back()["response"];
  EXPECT_EQ(response["output"][0]["content"][0]["text"], "ab");
  EXPECT_EQ(response["output"][1]["arguments"], "{}");
}

TEST(ResponsesStream, UsageAfterTheFinishIsInTheOneTerminalEvent) {
  const auto encoder = ResponsesCodec().NewStreamEncoder(EncoderOptions());
  llm::v1::Usage usage;
  usage.set_input(3);
  usage.set_output(4);
  StreamEvent counted(Kind::kUsage);
  counted.usage = &usage;
  std::string out;
  for (const StreamEvent& event : {StreamEvent(Kind::kStart), testing::BlockStart(0, 0), testing::BlockEnd(0, 0),
                                   testing::Finish(0, llm::v1::LENGTH), counted, StreamEvent(Kind::kEnd)}) {
    encoder->Encode(event, out);
  }
  const std::vector<json> events = EventsOf(out);
  EXPECT_EQ(events.back()["type"], "response.incomplete");
  EXPECT_EQ(events.back()["response"]["usage"]["total_tokens"], 7);
}

TEST(ResponsesStream, AnErrorEndsItWithoutATerminator) {
  const auto encoder = ResponsesCodec().NewStreamEncoder(EncoderOptions());
  const ErrorBody error{.message = "overloaded", .type = "overloaded_error", .code = "server_is_overloaded"};
  StreamEvent failed(Kind::kError);
  failed.error = &error;
  std::string out;
  for (const StreamEvent& event : {StreamEvent(Kind::kStart), failed, StreamEvent(Kind::kEnd)}) {
    encoder->Encode(event, out);
  }
  const std::vector<json> events = EventsOf(out);
  EXPECT_THAT(TypesOf(events), ElementsAre("response.created", "response.in_progress", "error"));
  EXPECT_EQ(events.back()["message"], "overloaded");
  EXPECT_EQ(events.back()["sequence_number"], 2);
}

std::vector<std::string> Heard(std::initializer_list<std::string_view> events) {
  const auto decoder = ResponsesCodec().NewStreamDecoder();
  const testing::Heard heard;
  for (const std::string_view event : events) EXPECT_TRUE(decoder->Decode({{}, event}, heard).ok()) << event;
  return heard.lines();
}

TEST(ResponsesStream, EveryFormOfAnErrorIsHeard) {
  EXPECT_THAT(Heard({R"({"type":"error","code":"c","message":"flat","param":null,"sequence_number":1})"}),
              ElementsAre("error flat"));
  EXPECT_THAT(Heard({R"({"type":"error","error":{"type":"t","message":"nested"}})"}), ElementsAre("error nested"));
  EXPECT_THAT(Heard({R"({"error":{"message":"bare"}})"}), ElementsAre("error bare"));
  EXPECT_THAT(
      Heard({R"({"type":"response.failed","response":{"id":"r","error":{"code":"server_error","message":"failed"}}})"}),
      ElementsAre("start", "error failed"));
}

TEST(ResponsesStream, WhatIsSaidOnlyAtTheEndIsHeard) {
  EXPECT_THAT(
      Heard(
          {R"({"type":"response.output_item.done","output_index":0,"item":{"type":"message","content":[{"type":"output_text","text":"late","annotations":[]}]}})",
           R"({"type":"response.output_item.done","output_index":1,"item":{"type":"function_call","call_id":"c","name":"f","arguments":"{}"}})",
           R"({"type":"response.completed","response":{"status":"completed"}})"}),
      ElementsAre("start", "block 0.0 ", "delta 0.0 late", "end 0.0", "block 0.1 fc", "delta 0.1 {}", "end 0.1",
                  "finish 0", "done"));
  EXPECT_THAT(
      Heard(
          {R"({"type":"response.completed","response":{"output":[{"type":"message","content":[{"type":"output_text","text":"all"}]}]}})"}),
      ElementsAre("start", "block 0.0 ", "delta 0.0 all", "end 0.0", "finish 0", "done"));
}

TEST(ResponsesStream, UnknownEventsMeanNothingAndAfterTheEndNothingDoes) {
  EXPECT_THAT(
      Heard({R"({"type":"response.a_later_invention","output_index":0,"x":[1]})", R"({"type":"keepalive"})", "[DONE]"}),
      ElementsAre("start"));
  EXPECT_THAT(Heard({R"({"type":"response.completed","response":{}})",
                     R"({"type":"response.output_text.delta","output_index":0,"delta":"x"})"}),
              ElementsAre("start", "finish 0", "done"));
}

TEST(ResponsesStream, WhatIsNoEventBreaksTheStream) {
  for (const char* data : {"", "{", "7", "[]", "{}", R"({"type":"response.output_text.delta","output_index":99999})",
                           R"({"type":"response.output_text.delta","output_index":-1})"}) {
    const auto decoder = ResponsesCodec().NewStreamDecoder();
    EXPECT_EQ(decoder->Decode({{}, data}, [](const StreamEvent&) {}).code(), absl::StatusCode::kInvalidArgument)
        << data;
  }
}

}  // namespace
}  // namespace signalbox::dialect::openai_responses
