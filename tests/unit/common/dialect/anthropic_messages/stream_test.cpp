#include <memory>

#include <gtest/gtest.h>

#include "common/dialect/answer_collector.h"
#include "common/dialect/answer_replay.h"
#include "tests/unit/common/dialect/anthropic_messages/support.h"

namespace signalbox::dialect::anthropic_messages {
namespace {

// What the caller sees of a stream that was decoded and encoded, its bytes fed in pieces of a size.
std::string Reencoded(std::string_view stream, std::size_t piece, llm::v1::Dialect from) {
  const auto decoder = TheCodec().NewStreamDecoder();
  const auto encoder = TheCodec().NewStreamEncoder({.public_model = "claude-sonnet-4-5", .id = "ab", .from = from});
  std::string out;
  const absl::Status status =
      DecodeStream(stream, piece, *decoder, [&](const StreamEvent& event) { encoder->Encode(event, out); });
  EXPECT_TRUE(status.ok()) << status;
  return out;
}

std::string Mirrored(std::string_view stream, std::size_t piece) {
  const auto mirror = TheCodec().NewStreamMirror({.public_model = "fast"});
  sse::Parser parser;
  std::string out;
  for (std::size_t at = 0; at < stream.size(); at += piece) {
    EXPECT_TRUE(parser
                    .Feed(stream.substr(at, piece),
                          [&](const sse::Event& event) {
                            EXPECT_TRUE(mirror->Read({event.type, event.data}, out, [](const StreamEvent&) {}).ok());
                          })
                    .ok());
  }
  return out;
}

llm::v1::Response Collected(std::string_view stream) {
  const auto decoder = TheCodec().NewStreamDecoder();
  AnswerCollector collector;
  const absl::Status status =
      DecodeStream(stream, stream.size(), *decoder, [&](const StreamEvent& event) { collector.Add(event); });
  EXPECT_TRUE(status.ok()) << status;
  return collector.Take();
}

// JSON that is kept as it was, without its white space.
llm::v1::Message Compact(llm::v1::Message message) {
  const auto compact = [](std::string* json) {
    if (!json->empty()) *json = Parsed(*json).dump();
  };
  for (llm::v1::ContentBlock& block : *message.mutable_content()) {
    compact(block.mutable_extra_json());
    if (block.has_tool_call()) compact(block.mutable_tool_call()->mutable_arguments_json());
    if (!block.has_text()) continue;
    for (llm::v1::Citation& citation : *block.mutable_text()->mutable_citations()) {
      compact(citation.mutable_raw_json());
    }
  }
  return message;
}

class Stream : public ::testing::TestWithParam<std::string> {};

TEST_P(Stream, EverySplitOfTheBytesGivesTheSameOutput) {
  const std::string stream = Fixture(GetParam());
  const std::string whole = Reencoded(stream, stream.size(), llm::v1::ANTHROPIC_MESSAGES);
  const std::string mirrored = Mirrored(stream, stream.size());

  for (const std::size_t piece : {1, 2, 3, 5, 7, 64, 1000}) {
    EXPECT_EQ(Reencoded(stream, piece, llm::v1::ANTHROPIC_MESSAGES), whole) << piece;
    EXPECT_EQ(Mirrored(stream, piece), mirrored) << piece;
  }
}

TEST_P(Stream, WhatIsEncodedReadsAsTheSameAnswer) {
  const std::string stream = Fixture(GetParam());

  const std::string encoded = Reencoded(stream, stream.size(), llm::v1::ANTHROPIC_MESSAGES);

  EXPECT_EQ(Collected(encoded).DebugString(), Collected(stream).DebugString());
}

INSTANTIATE_TEST_SUITE_P(Fixtures, Stream, ::testing::ValuesIn(Fixtures("streams")), TestName);

// A stream and the answer that says the same.
class Pair : public ::testing::TestWithParam<std::string> {};

TEST_P(Pair, TheReassembledStreamIsThePlainAnswer) {
  const auto plain = TheCodec().DecodeResponse(Fixture("responses/" + GetParam() + ".json"));
  ASSERT_TRUE(plain.ok());
  const llm::v1::Response collected = Collected(Fixture("streams/" + GetParam() + ".sse"));

  ASSERT_EQ(collected.choices_size(), 1);
  EXPECT_EQ(Compact(collected.choices(0).message()).DebugString(), Compact(plain->choices(0).message()).DebugString());
  EXPECT_EQ(collected.choices(0).finish_reason(), plain->choices(0).finish_reason());
  EXPECT_EQ(collected.choices(0).native_reason(), plain->choices(0).native_reason());
  EXPECT_EQ(collected.choices(0).stop_sequence(), plain->choices(0).stop_sequence());
  EXPECT_EQ(collected.id(), plain->id());
  EXPECT_EQ(collected.model(), plain->model());
}

INSTANTIATE_TEST_SUITE_P(Fixtures, Pair,
                         ::testing::Values("text", "chinese_and_emoji", "parallel_tools", "thinking", "stop_sequence",
                                           "refusal"));

// Every plain answer can be told as a stream and put together again.
class Replayed : public ::testing::TestWithParam<std::string> {};

TEST_P(Replayed, StreamSaysWhatTheAnswerSays) {
  const auto plain = TheCodec().DecodeResponse(Fixture(GetParam()));
  ASSERT_TRUE(plain.ok());
  const auto encoder =
      TheCodec().NewStreamEncoder({.public_model = plain->model(), .id = {}, .from = llm::v1::ANTHROPIC_MESSAGES});
  std::string stream;
  Replay(*plain, [&](const StreamEvent& event) { encoder->Encode(event, stream); });
  AnswerCollector direct;
  Replay(*plain, [&](const StreamEvent& event) { direct.Add(event); });

  EXPECT_TRUE(encoder->losses().empty()) << encoder->losses().Header();
  const llm::v1::Response again = Collected(stream);
  EXPECT_EQ(Compact(again.choices(0).message()).DebugString(),
            Compact(direct.Take().choices(0).message()).DebugString());
  EXPECT_EQ(again.choices(0).finish_reason(), plain->choices(0).finish_reason());
}

INSTANTIATE_TEST_SUITE_P(Fixtures, Replayed, ::testing::ValuesIn(Fixtures("responses")), TestName);

}  // namespace
}  // namespace signalbox::dialect::anthropic_messages
