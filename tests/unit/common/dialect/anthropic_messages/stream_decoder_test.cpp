#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/unit/common/dialect/anthropic_messages/support.h"
#include "tests/unit/common/dialect/core/stream_script.h"

namespace signalbox::dialect::anthropic_messages {
namespace {

using ::testing::ElementsAre;
using testing::Heard;
using ::testing::IsEmpty;

constexpr std::string_view kStart =
    R"({"type":"message_start","message":{"id":"msg_1","model":"m","content":[],"usage":{"input_tokens":3,"output_tokens":1}}})";
constexpr std::string_view kTool =
    R"({"type":"content_block_start","index":0,"content_block":{"type":"tool_use","id":"t","name":"f","input":{}}})";

// Decodes data of events and writes down what they mean; the last line is "broken" if the stream is.
std::vector<std::string> Meaning(const std::vector<std::string_view>& events) {
  const auto decoder = TheCodec().NewStreamDecoder();
  Heard heard;
  for (const std::string_view data : events) {
    if (decoder->Decode({"", data}, heard).ok()) continue;
    std::vector<std::string> lines = heard.lines();
    lines.emplace_back("broken");
    return lines;
  }
  return heard.lines();
}

TEST(StreamDecoder, TellsAStreamStepByStep) {
  const auto decoder = TheCodec().NewStreamDecoder();
  Heard heard;
  ASSERT_TRUE(DecodeStream(Fixture("streams/thinking.sse"), 1000, *decoder, heard).ok());

  EXPECT_THAT(heard.lines(), ElementsAre("start", "block 0.0 ", "delta 0.0 T ", "delta 0.0 想",
                                         "signature 0.0 EqQBCg==", "end 0.0", "block 0.1 ", "end 0.1", "block 0.2 ",
                                         "delta 0.2 A", "end 0.2", "usage", "finish 0", "done"));
}

TEST(StreamDecoder, AnErrorIsNeverSwallowed) {
  const auto decoder = TheCodec().NewStreamDecoder();
  Heard heard;
  ASSERT_TRUE(DecodeStream(Fixture("streams/error.sse"), 1000, *decoder, heard).ok());

  EXPECT_EQ(heard.lines().back(), "error Overloaded");
  EXPECT_THAT(Meaning({R"({"error":{"message":"early"}})"}), ElementsAre("error early"));
  EXPECT_THAT(Meaning({kStart, R"({"type":"error","error":7})", R"({"type":"message_stop"})"}),
              ElementsAre("start", "error the provider reported an error"));
}

TEST(StreamDecoder, ACallWithoutArgumentsHasThoseOfItsStart) {
  EXPECT_THAT(Meaning({kStart, kTool, R"({"type":"content_block_stop","index":0})"}),
              ElementsAre("start", "block 0.0 ft", "delta 0.0 {}", "end 0.0"));
}

TEST(StreamDecoder, BlocksAreCountedInOrderWhateverTheirIndex) {
  EXPECT_THAT(Meaning({kStart, R"({"type":"content_block_start","index":5,"content_block":{"type":"text","text":"a"}})",
                       R"({"type":"content_block_delta","index":5,"delta":{"type":"text_delta","text":"b"}})",
                       R"({"type":"content_block_delta","index":5,"delta":{"type":"thinking_delta","thinking":"x"}})",
                       R"({"type":"message_delta","delta":{"stop_reason":"end_turn"}})", R"({"type":"message_stop"})",
                       "nothing is read any more"}),
              ElementsAre("start", "block 0.0 ", "delta 0.0 a", "delta 0.0 b", "end 0.0", "finish 0", "done"));
}

TEST(StreamDecoder, ABlockToldWhenItIsWholeIsCountedThen) {
  EXPECT_THAT(Meaning({kStart, R"({"type":"content_block_start","index":0,"content_block":{"type":"server_tool_use"}})",
                       R"({"type":"content_block_start","index":1,"content_block":{"type":"text","text":"a"}})",
                       R"({"type":"content_block_stop","index":0})", R"({"type":"content_block_stop","index":1})"}),
              ElementsAre("start", "block 0.0 ", "delta 0.0 a", "block 0.1 ", "end 0.1", "end 0.0"));
}

TEST(StreamDecoder, AStreamWithoutAReasonStillFinishes) {
  EXPECT_THAT(Meaning({kStart, R"({"type":"message_stop"})"}), ElementsAre("start", "finish 0", "done"));
}

TEST(StreamDecoder, WhatIsNoStreamIsBroken) {
  EXPECT_THAT(Meaning({"[DONE]"}), ElementsAre("broken"));
  EXPECT_THAT(Meaning({"{"}), ElementsAre("broken"));
  EXPECT_THAT(Meaning({R"({"type":"message_stop"})"}), ElementsAre("broken"));
  EXPECT_THAT(Meaning({kStart, kStart}), ElementsAre("start", "broken"));
  EXPECT_THAT(Meaning({kStart, R"({"type":"content_block_delta","index":0,"delta":{}})"}),
              ElementsAre("start", "broken"));
  EXPECT_THAT(Meaning({kStart, kTool, kTool}), ElementsAre("start", "block 0.0 ft", "broken"));
  EXPECT_THAT(Meaning({R"({"type":"ping"})", R"({"type":"who_knows"})"}), IsEmpty());
}

TEST(StreamDecoder, BoundsWhatItHolds) {
  const auto decoder = TheCodec().NewStreamDecoder();
  const auto ignore = [](const StreamEvent&) {};
  ASSERT_TRUE(decoder->Decode({"", kStart}, ignore).ok());
  ASSERT_TRUE(
      decoder
          ->Decode({"", R"({"type":"content_block_start","index":0,"content_block":{"type":"server_tool_use"}})"},
                   ignore)
          .ok());
  const std::string piece =
      R"({"type":"content_block_delta","index":0,"delta":{"type":"input_json_delta","partial_json":")" +
      std::string(1 << 20, 'x') + "\"}}";
  int taken = 0;
  while (taken < 100 && decoder->Decode({"", piece}, ignore).ok()) ++taken;

  EXPECT_LT(taken, 9);
}

TEST(StreamDecoder, UsageIsCumulativeAcrossEvents) {
  const auto decoder = TheCodec().NewStreamDecoder();
  llm::v1::Usage last;
  ASSERT_TRUE(DecodeStream(Fixture("streams/usage_cache.sse"), 1000, *decoder, [&](const StreamEvent& event) {
                if (event.usage != nullptr) last = *event.usage;
              }).ok());

  EXPECT_EQ(last.ShortDebugString(), "input: 10 input_cached: 3 input_cache_write: 2 output: 5");
}

TEST(StreamMirror, PassesEveryEventButForTheModel) {
  const auto mirror = TheCodec().NewStreamMirror({.public_model = "fast"});
  const std::string stream = Fixture("streams/unknown_events.sse");
  sse::Parser parser;
  std::string out;
  ASSERT_TRUE(parser
                  .Feed(stream,
                        [&](const sse::Event& event) {
                          ASSERT_TRUE(mirror->Read({event.type, event.data}, out, [](const StreamEvent&) {}).ok());
                        })
                  .ok());
  std::string expected = stream;
  expected.replace(expected.find("claude-sonnet-4-5"), 17, "fast");
  expected.erase(expected.find(": a comment"), 13);

  EXPECT_EQ(out, expected);
}

}  // namespace
}  // namespace signalbox::dialect::anthropic_messages
