#include <memory>
#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "common/dialect/openai_chat/chat_codec.h"
#include "tests/unit/common/dialect/openai_chat/sse_text.h"

namespace signalbox::dialect::openai_chat {
namespace {

using Kind = StreamEvent::Kind;
using nlohmann::json;

StreamEvent Event(Kind kind, BlockType type = BlockType::kText, int block = 0, std::string_view text = {}) {
  StreamEvent event(kind, 0, block);
  event.block_type = type;
  event.text = text;
  return event;
}

// The stream of case G14: a thought, a word, a tool's arguments in two pieces.
std::vector<json> Chunks(bool include_usage) {
  const auto encoder = ChatCodec().NewStreamEncoder({.public_model = "fast",
                                                     .include_usage = include_usage,
                                                     .created = 1'700'000'000,
                                                     .id = "0af7",
                                                     .from = llm::v1::ANTHROPIC_MESSAGES});
  std::string out;
  llm::v1::Usage usage;
  usage.set_input(25);
  usage.set_output(15);
  StreamEvent start(Kind::kStart);
  start.id = "msg_1";
  start.usage = &usage;
  encoder->Encode(start, out);
  encoder->Encode(Event(Kind::kBlockStart, BlockType::kThinking, 0), out);
  encoder->Encode(Event(Kind::kDelta, BlockType::kThinking, 0, "hmm"), out);
  encoder->Encode(Event(Kind::kSignature, BlockType::kThinking, 0, "sig"), out);
  encoder->Encode(Event(Kind::kBlockEnd, BlockType::kThinking, 0), out);
  encoder->Encode(Event(Kind::kBlockStart, BlockType::kText, 1), out);
  encoder->Encode(Event(Kind::kDelta, BlockType::kText, 1, "Hi"), out);
  encoder->Encode(Event(Kind::kBlockEnd, BlockType::kText, 1), out);
  StreamEvent call = Event(Kind::kBlockStart, BlockType::kToolCall, 2);
  call.id = "tu";
  call.name = "f";
  encoder->Encode(call, out);
  encoder->Encode(Event(Kind::kDelta, BlockType::kToolCall, 2, "{\"a\""), out);
  encoder->Encode(Event(Kind::kDelta, BlockType::kToolCall, 2, ":1}"), out);
  encoder->Encode(Event(Kind::kBlockEnd, BlockType::kToolCall, 2), out);
  StreamEvent finish(Kind::kFinish);
  finish.finish = llm::v1::TOOL_CALLS;
  finish.native_reason = "tool_use";
  encoder->Encode(finish, out);
  encoder->Encode(StreamEvent(Kind::kEnd), out);
  EXPECT_TRUE(encoder->losses().empty());
  return ChunksOf(out);
}

TEST(G14, AnotherDialectsStreamBecomesChunksInOrder) {
  const std::vector<json> chunks = Chunks(true);

  ASSERT_EQ(chunks.size(), 8u);
  const auto delta = [&](int i) { return chunks[i]["choices"][0]["delta"]; };
  EXPECT_EQ(delta(0)["role"], "assistant");
  EXPECT_EQ(delta(1), (json{{"reasoning_content", "hmm"}}));
  EXPECT_EQ(delta(2), (json{{"content", "Hi"}}));
  EXPECT_EQ(delta(3)["tool_calls"][0],
            json::parse(R"({"index":0,"id":"tu","type":"function","function":{"name":"f","arguments":""}})"));
  EXPECT_EQ(delta(4)["tool_calls"][0], json::parse(R"({"index":0,"function":{"arguments":"{\"a\""}})"));
  EXPECT_EQ(delta(5)["tool_calls"][0], json::parse(R"({"index":0,"function":{"arguments":":1}"}})"));
  EXPECT_EQ(chunks[6]["choices"][0]["finish_reason"], "tool_calls");
  EXPECT_EQ(chunks[7]["choices"], json::array());
  EXPECT_EQ(chunks[7]["usage"]["prompt_tokens"], 25);
  EXPECT_EQ(chunks[7]["usage"]["total_tokens"], 40);
}

TEST(G14, AllChunksShareIdTimeAndModel) {
  for (const json& chunk : Chunks(true)) {
    EXPECT_EQ(chunk["id"], "chatcmpl-0af7");
    EXPECT_EQ(chunk["created"], 1'700'000'000);
    EXPECT_EQ(chunk["model"], "fast");
    EXPECT_EQ(chunk["object"], "chat.completion.chunk");
    for (const json& choice : chunk["choices"]) EXPECT_EQ(choice["index"], 0);
  }
}

TEST(G14, UsageIsToldOnlyIfAskedFor) {
  const std::vector<json> chunks = Chunks(false);

  EXPECT_EQ(chunks.size(), 7u);
  for (const json& chunk : chunks) EXPECT_FALSE(chunk.contains("usage"));
}

}  // namespace
}  // namespace signalbox::dialect::openai_chat
