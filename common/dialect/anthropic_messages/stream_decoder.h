#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "common/dialect/anthropic_messages/usage.h"
#include "common/dialect/stream_codec.h"
#include "common/json/document.h"

namespace signalbox::dialect::anthropic_messages {

/// Reads the events of a streamed message.
///
/// A block that only this dialect knows is yielded whole when it ends, with the input that came for it in pieces; a
/// call without any piece has the input its start named. At most kMaxOpenBlocks are open and kMaxHeldBytes held.
class MessageStreamDecoder final : public StreamDecoder {
 public:
  static constexpr std::size_t kMaxOpenBlocks = 64;
  static constexpr std::size_t kMaxHeldBytes = std::size_t{8} << 20;

  absl::Status Decode(const WireEvent& event, StreamSink sink) override;
  std::optional<json::Value> model_value() const override { return model_; }

 private:
  struct Open {
    std::int64_t wire_index = 0;
    int block = 0;
    BlockType type = BlockType::kText;
    bool has_input = false;  // A piece of the call's input has come.
    std::string held;        // Of a call: the input its start named. Of kOther: the whole block.
    std::string input;       // Of kOther: the pieces of its input.
  };

  absl::Status Dispatch(json::Value root, std::string_view type, StreamSink sink);
  absl::Status OnMessageStart(json::Value root, StreamSink sink);
  absl::Status OnBlockStart(json::Value root, StreamSink sink);
  absl::Status OnBlockDelta(json::Value root, StreamSink sink);
  absl::Status OnBlockStop(json::Value root, StreamSink sink);
  absl::Status OnMessageDelta(json::Value root, StreamSink sink);
  absl::Status OnMessageStop(StreamSink sink);
  void OnError(json::Value root, StreamSink sink);

  void StartKnown(json::Value content, Open& open, StreamSink sink);
  absl::Status AddInput(json::Value delta, Open& open, StreamSink sink);
  absl::Status Hold(std::string& into, std::string_view bytes);
  void YieldText(const Open& open, StreamEvent::Kind kind, std::string_view text, StreamSink sink);
  void YieldCitation(const Open& open, json::Value delta, StreamSink sink);
  void Close(Open& open, StreamSink sink);
  void YieldUsage(StreamSink sink);
  void Finish(std::string_view stop_reason, std::string_view stop_sequence, StreamSink sink);
  Open* OpenAt(json::Value root);

  json::Document document_;
  std::optional<json::Value> model_;
  UsageTotals totals_;
  std::vector<Open> open_;
  std::size_t held_bytes_ = 0;
  int blocks_ = 0;
  std::string text_;  // Of the delta at hand; keeps its memory.
  bool started_ = false;
  bool finished_ = false;
  bool ended_ = false;
};

}  // namespace signalbox::dialect::anthropic_messages
