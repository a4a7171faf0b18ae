#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "common/dialect/anthropic_messages/stop_reason.h"
#include "common/dialect/framing.h"
#include "common/dialect/sequential_blocks.h"
#include "common/dialect/stream_codec.h"

namespace signalbox::dialect::anthropic_messages {

/// Writes message_start, ping, the blocks one after the other, one message_delta with the reason and the last usage,
/// and message_stop. What only another dialect knows is left out and a loss; so are choices other than the first.
class MessageStreamEncoder final : public StreamEncoder {
 public:
  explicit MessageStreamEncoder(StreamEncoderOptions options);

  void Encode(const StreamEvent& event, std::string& out) override;

 private:
  void Write(const StreamEvent& event, std::string& out);
  void WriteStart(const StreamEvent& event, std::string& out);
  void WriteBlockStart(const StreamEvent& event, std::string& out);
  void WriteDelta(const StreamEvent& event, std::string& out);
  void WriteSignature(const StreamEvent& event, std::string& out);
  void WriteCitation(const StreamEvent& event, std::string& out);
  void WriteBlockEnd(std::string& out);
  void WriteEnd(std::string& out);
  void AppendPiece(std::string_view head, std::string_view text, std::string& out);
  bool BeginBlock(const StreamEvent& event);
  bool IsOpen(const StreamEvent& event) const;

  const StreamEncoderOptions options_;
  const bool own_;
  Framer framer_;
  SequentialBlocks row_;
  std::optional<llm::v1::Usage> usage_;
  Ended ended_;
  std::string native_reason_;
  std::string stop_sequence_;
  std::string data_;  // Of the event at hand; keeps its memory.
  BlockType open_type_ = BlockType::kText;
  int open_block_ = -1;  // The canonical index of the block that is open; -1 while none is.
  int next_index_ = 0;
  bool over_ = false;
};

}  // namespace signalbox::dialect::anthropic_messages
