#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "common/dialect/answer_replay.h"
#include "common/status/error.h"
#include "tests/unit/common/dialect/gemini/fixtures.h"
#include "tests/unit/common/dialect/gemini/stream_text.h"

namespace signalbox::dialect::gemini {
namespace {

using Kind = StreamEvent::Kind;
using nlohmann::json;
using ::testing::ElementsAre;

StreamEvent Event(Kind kind, BlockType type = BlockType::kText, int block = 0, std::string_view text = {}) {
  StreamEvent event(kind, 0, block);
  event.block_type = type;
  event.text = text;
  return event;
}

StreamEncoderOptions From(llm::v1::Dialect dialect, Framing framing = Framing::kSse) {
  StreamEncoderOptions options;
  options.public_model = "fast";
  options.id = "0af7";
  options.from = dialect;
  options.framing = framing;
  return options;
}

std::string Encoded(const llm::v1::Response& response, const StreamEncoderOptions& options) {
  const auto encoder = GeminiCodec().NewStreamEncoder(options);
  std::string out;
  Replay(response, [&](const StreamEvent& event) { encoder->Encode(event, out); });
  return out;
}

TEST(GeminiStreamEncoder, UsageBehindTheFinishIsInTheOneLastEvent) {
  const auto encoder = GeminiCodec().NewStreamEncoder(From(llm::v1::OPENAI_CHAT));
  std::string out;
  StreamEvent finish(Kind::kFinish);
  finish.finish = llm::v1::LENGTH;
  llm::v1::Usage used;
  used.set_input(3);
  used.set_input_cached(2);
  used.set_output(4);
  used.set_output_reasoning(5);
  StreamEvent usage(Kind::kUsage);
  usage.usage = &used;
  for (const StreamEvent& event :
       {StreamEvent(Kind::kStart), Event(Kind::kBlockStart), Event(Kind::kDelta, {}, 0, "Hi"), Event(Kind::kBlockEnd),
        finish, usage, StreamEvent(Kind::kEnd)}) {
    encoder->Encode(event, out);
  }

  const std::vector<json> chunks = ChunksOf(out);
  ASSERT_EQ(chunks.size(), 2U);
  EXPECT_EQ(chunks[0], json::parse(R"({"candidates":[{"content":{"parts":[{"text":"Hi"}],"role":"model"},"index":0}],
                                       "modelVersion":"fast","responseId":"0af7"})"));
  EXPECT_EQ(chunks[1], json::parse(R"({"candidates":[{"content":{"parts":[{"text":""}],"role":"model"},
                                       "finishReason":"MAX_TOKENS","index":0}],
                                       "usageMetadata":{"promptTokenCount":5,"candidatesTokenCount":4,
                                       "totalTokenCount":14,"cachedContentTokenCount":2,"thoughtsTokenCount":5},
                                       "modelVersion":"fast","responseId":"0af7"})"));
  EXPECT_TRUE(encoder->losses().empty());
}

TEST(GeminiStreamEncoder, ACallIsOnePartHoweverItsArgumentsCome) {
  const auto encoder = GeminiCodec().NewStreamEncoder(From(llm::v1::ANTHROPIC_MESSAGES));
  std::string out;
  StreamEvent call = Event(Kind::kBlockStart, BlockType::kToolCall);
  call.id = "toolu_1";
  call.name = "f";
  encoder->Encode(StreamEvent(Kind::kStart), out);
  encoder->Encode(call, out);
  encoder->Encode(Event(Kind::kDelta, BlockType::kToolCall, 0, "{\"城\":"), out);
  encoder->Encode(Event(Kind::kDelta, BlockType::kToolCall, 0, "1.0}"), out);
  EXPECT_EQ(out, "");
  encoder->Encode(Event(Kind::kBlockEnd, BlockType::kToolCall), out);

  EXPECT_EQ(ChunksOf(out).at(0)["candidates"][0]["content"]["parts"],
            json::parse(R"([{"functionCall":{"id":"toolu_1","name":"f","args":{"城":1.0}}}])"));
  EXPECT_NE(out.find("1.0"), std::string::npos);
}

TEST(GeminiStreamEncoder, ArgumentsThatAreNoObjectStandAsText) {
  for (const std::string arguments : {"{\"a\":", "[1]", "null", "\"x\""}) {
    SCOPED_TRACE(arguments);
    llm::v1::Response response;
    auto& call = *response.add_choices()->mutable_message()->add_content()->mutable_tool_call();
    call.set_name("f");
    call.set_arguments_json(arguments);

    const json part =
        ChunksOf(Encoded(response, From(llm::v1::OPENAI_CHAT))).at(0)["candidates"][0]["content"]["parts"][0];

    EXPECT_EQ(part["functionCall"]["args"], json({{"invalid_json_arguments", arguments}}));
  }
}

TEST(GeminiStreamEncoder, AnArrayIsClosedAndIsJson) {
  const llm::v1::Response answer = Collected(Fixture("streams/thinking_tools.sse"));

  const json array = json::parse(Encoded(answer, From(llm::v1::GEMINI, Framing::kJsonArray)));

  ASSERT_TRUE(array.is_array());
  EXPECT_EQ(array.back()["candidates"][0]["finishReason"], "STOP");
}

TEST(GeminiStreamEncoder, WhatIsEncodedIsDecodedTheSame) {
  for (const auto& path : Fixtures("streams")) {
    if (path.stem() == "error") continue;
    SCOPED_TRACE(path.filename());
    const llm::v1::Response answer = Collected(ReadFixture(path));

    llm::v1::Response again = Collected(Encoded(answer, From(llm::v1::GEMINI)));

    again.set_model(answer.model());
    again.set_id(answer.id());
    for (auto& choice : *again.mutable_choices())
      choice.set_native_reason(answer.choices(choice.index()).native_reason());
    EXPECT_EQ(again.DebugString(), answer.DebugString());
  }
}

TEST(GeminiStreamEncoder, AWholeAnswerToldAsAStreamIsThatAnswer) {
  for (const auto& path : Fixtures("responses")) {
    SCOPED_TRACE(path.filename());
    const auto response = GeminiCodec().DecodeResponse(ReadFixture(path));
    ASSERT_TRUE(response.ok());

    const llm::v1::Response again = Collected(Encoded(*response, From(llm::v1::GEMINI)));

    ASSERT_EQ(again.choices_size(), response->choices_size());
    for (int index = 0; index < again.choices_size(); ++index) {
      const auto text = [](const llm::v1::Choice& choice) {
        std::string all;
        for (const auto& block : choice.message().content()) {
          const auto& call = block.tool_call();
          all += call.arguments_json().empty() ? "" : json::parse(call.arguments_json()).dump();
          all += block.text().text() + block.thinking().text() + block.signature() + block.thinking().signature() +
                 call.name() + call.id();
        }
        return all;
      };
      EXPECT_EQ(text(again.choices(index)), text(response->choices(index)));
      EXPECT_EQ(again.choices(index).finish_reason(), response->choices(index).finish_reason());
    }
  }
}

TEST(GeminiStreamEncoder, AnErrorIsItsLastEvent) {
  const auto encoder = GeminiCodec().NewStreamEncoder(From(llm::v1::OPENAI_CHAT));
  std::string out;
  const ErrorBody error{.message = "busy", .type = "overloaded_error"};
  StreamEvent failed(Kind::kError);
  failed.error = &error;
  encoder->Encode(StreamEvent(Kind::kStart), out);
  encoder->Encode(failed, out);
  encoder->Encode(StreamEvent(Kind::kEnd), out);

  EXPECT_THAT(ChunksOf(out),
              ElementsAre(json::parse(R"({"error":{"code":503,"message":"busy","status":"UNAVAILABLE"}})")));
}

TEST(GeminiStreamEncoder, AnothersSignaturesAndItsOwnBlocksAreLost) {
  const auto encoder = GeminiCodec().NewStreamEncoder(From(llm::v1::ANTHROPIC_MESSAGES));
  std::string out;
  StreamEvent other = Event(Kind::kBlockStart, BlockType::kOther, 1);
  other.raw = R"({"type":"server_tool_use"})";
  for (const StreamEvent& event :
       {StreamEvent(Kind::kStart), Event(Kind::kBlockStart, BlockType::kThinking),
        Event(Kind::kDelta, BlockType::kThinking, 0, "hm"), Event(Kind::kSignature, BlockType::kThinking, 0, "sig"),
        Event(Kind::kBlockEnd, BlockType::kThinking), other, Event(Kind::kBlockEnd, BlockType::kOther, 1)}) {
    encoder->Encode(event, out);
  }

  EXPECT_EQ(encoder->losses().Header(), "content[0].signature, content[1]");
  EXPECT_EQ(ChunksOf(out).at(0)["candidates"][0]["content"]["parts"], json::parse(R"([{"text":"hm","thought":true}])"));
}

}  // namespace
}  // namespace signalbox::dialect::gemini
