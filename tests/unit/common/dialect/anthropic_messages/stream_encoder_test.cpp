#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/unit/common/dialect/anthropic_messages/support.h"
#include "tests/unit/common/dialect/core/stream_script.h"

namespace signalbox::dialect::anthropic_messages {
namespace {

using testing::BlockEnd;
using testing::BlockStart;
using testing::Delta;
using ::testing::ElementsAre;
using testing::Finish;
using ::testing::IsEmpty;
using Kind = StreamEvent::Kind;

// Writes a stream and shows it as "event data" lines.
class Written {
 public:
  explicit Written(llm::v1::Dialect from = llm::v1::OPENAI_CHAT)
      : encoder_(TheCodec().NewStreamEncoder({.public_model = "fast", .id = "0af7", .from = from})) {
    StreamEvent start(Kind::kStart);
    start.id = "chatcmpl-1";
    *this << start;
  }

  Written& operator<<(const StreamEvent& event) {
    encoder_->Encode(event, out_);
    return *this;
  }

  // From the third event on: the first two are message_start and ping.
  std::vector<std::string> Events() const {
    std::vector<std::string> events;
    sse::Parser parser;
    EXPECT_TRUE(parser
                    .Feed(out_,
                          [&](const sse::Event& event) {
                            EXPECT_EQ(Parsed(event.data)["type"], event.type);
                            events.emplace_back(event.data);
                          })
                    .ok());
    EXPECT_FALSE(parser.HasPartialEvent());
    events.erase(events.begin(), events.begin() + 2);
    return events;
  }
  const std::string& out() const { return out_; }
  std::vector<std::string> Losses() const { return encoder_->losses().paths(); }

 private:
  std::unique_ptr<StreamEncoder> encoder_;
  std::string out_;
};

StreamEvent Usage(const llm::v1::Usage& usage) {
  StreamEvent event(Kind::kUsage);
  event.usage = &usage;
  return event;
}

llm::v1::Usage Tokens(int input, int output) {
  llm::v1::Usage usage;
  usage.set_input(input);
  usage.set_output(output);
  return usage;
}

StreamEvent Call(int block, std::string_view id) {
  StreamEvent event = BlockStart(0, block, BlockType::kToolCall);
  event.id = id;
  event.name = "f";
  return event;
}

constexpr std::string_view kEndTurn =
    R"({"type":"message_delta","delta":{"stop_reason":"end_turn","stop_sequence":null},"usage":{"input_tokens":0,"cache_creation_input_tokens":0,"cache_read_input_tokens":0,"output_tokens":0}})";
constexpr std::string_view kStop = R"({"type":"message_stop"})";

TEST(StreamEncoder, G15_BlocksStandInARowAndUsageAfterTheFinishIsMerged) {
  Written written;
  written << BlockStart(0, 0, BlockType::kThinking) << Delta(0, 0, "hmm") << BlockEnd(0, 0);
  written << BlockStart(0, 1) << Delta(0, 1, "Hi") << BlockEnd(0, 1);
  written << Call(2, "t1") << Delta(0, 2, "{}") << BlockEnd(0, 2);
  const llm::v1::Usage usage = Tokens(11, 4);
  written << Finish(0, llm::v1::TOOL_CALLS) << Usage(usage) << StreamEvent(Kind::kEnd);

  EXPECT_THAT(
      written.Events(),
      ElementsAre(
          R"({"type":"content_block_start","index":0,"content_block":{"type":"thinking","thinking":"","signature":""}})",
          R"({"type":"content_block_delta","index":0,"delta":{"type":"thinking_delta","thinking":"hmm"}})",
          R"({"type":"content_block_stop","index":0})",
          R"({"type":"content_block_start","index":1,"content_block":{"type":"text","text":""}})",
          R"({"type":"content_block_delta","index":1,"delta":{"type":"text_delta","text":"Hi"}})",
          R"({"type":"content_block_stop","index":1})",
          R"({"type":"content_block_start","index":2,"content_block":{"type":"tool_use","id":"t1","name":"f","input":{}}})",
          R"({"type":"content_block_delta","index":2,"delta":{"type":"input_json_delta","partial_json":"{}"}})",
          R"({"type":"content_block_stop","index":2})",
          R"({"type":"message_delta","delta":{"stop_reason":"tool_use","stop_sequence":null},"usage":{"input_tokens":11,"cache_creation_input_tokens":0,"cache_read_input_tokens":0,"output_tokens":4}})",
          kStop));
  EXPECT_EQ(written.out().find("[DONE]"), std::string::npos);
  EXPECT_THAT(written.Losses(), IsEmpty());
}

TEST(StreamEncoder, BeginsWithMessageStartAndPing) {
  const Written written;

  EXPECT_EQ(written.out(),
            "event: message_start\n"
            "data: {\"type\":\"message_start\",\"message\":{\"id\":\"msg_0af7\",\"type\":\"message\","
            "\"role\":\"assistant\",\"model\":\"fast\",\"content\":[],\"stop_reason\":null,\"stop_sequence\":null,"
            "\"usage\":{\"input_tokens\":0,\"cache_creation_input_tokens\":0,\"cache_read_input_tokens\":0,"
            "\"output_tokens\":0}}}\n\n"
            "event: ping\ndata: {\"type\":\"ping\"}\n\n");
}

TEST(StreamEncoder, BlocksOpenAtOnceAreToldOneByOne) {
  Written written;
  written << Call(0, "a") << Call(1, "b") << Delta(0, 1, "{\"y\"") << Delta(0, 0, "{}") << BlockEnd(0, 0)
          << Delta(0, 1, ":2}") << BlockEnd(0, 1) << Finish(0) << StreamEvent(Kind::kEnd);

  const auto events = written.Events();

  ASSERT_EQ(events.size(), 9u);
  EXPECT_EQ(events[1],
            R"({"type":"content_block_delta","index":0,"delta":{"type":"input_json_delta","partial_json":"{}"}})");
  EXPECT_EQ(events[4],
            R"({"type":"content_block_delta","index":1,"delta":{"type":"input_json_delta","partial_json":"{\"y\""}})");
  EXPECT_EQ(Parsed(events[7])["delta"]["stop_reason"], "tool_use");
}

TEST(StreamEncoder, ARefusalIsTextAndTheReason) {
  Written written;
  written << BlockStart(0, 0, BlockType::kRefusal) << Delta(0, 0, "No.") << BlockEnd(0, 0) << Finish(0)
          << StreamEvent(Kind::kEnd);

  const auto events = written.Events();

  EXPECT_EQ(events[1], R"({"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":"No."}})");
  EXPECT_EQ(Parsed(events[3])["delta"]["stop_reason"], "refusal");
}

TEST(StreamEncoder, AnErrorEndsTheStreamWithoutATerminator) {
  Written written;
  const ErrorBody error{.message = "slow", .type = "overloaded_error"};
  StreamEvent event(Kind::kError);
  event.error = &error;
  written << BlockStart(0, 0) << Delta(0, 0, "Hi") << event << StreamEvent(Kind::kEnd);

  const auto events = written.Events();

  ASSERT_EQ(events.size(), 3u);
  EXPECT_EQ(events[2], R"({"type":"error","error":{"type":"overloaded_error","message":"slow"}})");
}

TEST(StreamEncoder, WhatOnlyAnotherDialectKnowsIsALoss) {
  Written written(llm::v1::GEMINI);
  StreamEvent other = BlockStart(0, 0, BlockType::kOther);
  other.raw = R"({"executableCode":{}})";
  StreamEvent signature(Kind::kSignature, 0, 1);
  signature.text = "sig";
  llm::v1::Citation citation;
  citation.set_url("https://e.org");
  StreamEvent cited(Kind::kCitation, 0, 1);
  cited.citation = &citation;
  written << other << BlockEnd(0, 0) << BlockStart(0, 1) << signature << cited << Delta(0, 1, "Hi") << BlockEnd(0, 1);
  written << BlockStart(1, 0) << Delta(1, 0, "second") << BlockEnd(1, 0) << Finish(1) << Finish(0)
          << StreamEvent(Kind::kEnd);

  EXPECT_THAT(written.Events(),
              ElementsAre(R"({"type":"content_block_start","index":0,"content_block":{"type":"text","text":""}})",
                          R"({"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":"Hi"}})",
                          R"({"type":"content_block_stop","index":0})", kEndTurn, kStop));
  EXPECT_THAT(written.Losses(), ElementsAre("content[0]", "thoughtSignature", "citations", "n"));
}

TEST(StreamEncoder, ABlockNeverGetsADeltaOfAnother) {
  Written written;
  written << BlockStart(0, 0) << Delta(0, 1, "lost") << BlockEnd(0, 0) << Delta(0, 0, "late") << Finish(0)
          << StreamEvent(Kind::kEnd);

  EXPECT_THAT(written.Events(),
              ElementsAre(R"({"type":"content_block_start","index":0,"content_block":{"type":"text","text":""}})",
                          R"({"type":"content_block_stop","index":0})", kEndTurn, kStop));
}

}  // namespace
}  // namespace signalbox::dialect::anthropic_messages
