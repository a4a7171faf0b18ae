#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>

#include <absl/status/statusor.h>

#include "common/dialect/stream_codec.h"
#include "common/json/document.h"

namespace signalbox::dialect::bedrock_converse {

/// Understands ConverseStream. Only calls of tools announce their block; every other begins with its first delta.
class ConverseStreamDecoder final : public StreamDecoder {
 public:
  static constexpr std::size_t kMaxBlocks = 1024;
  static constexpr std::size_t kMaxRedactedBytes = std::size_t{8} << 20;

  absl::Status Decode(const WireEvent& event, StreamSink sink) override;
  void End(StreamSink sink) override;

 private:
  struct Block {
    int index = 0;
    BlockType type = BlockType::kText;
    bool spoke = false;    // A delta came.
    std::string redacted;  // Collected until the block ends, as it is told in one piece.
  };

  absl::Status Start(json::Value data, StreamSink sink);
  absl::Status Delta(json::Value data, StreamSink sink);
  absl::Status Reasoning(std::int64_t key, json::Value delta, StreamSink sink);
  absl::Status Text(std::int64_t key, BlockType type, std::string_view text, StreamSink sink);
  absl::StatusOr<Block*> Open(std::int64_t key, StreamEvent begin, StreamSink sink);
  absl::StatusOr<Block*> Find(std::int64_t key, BlockType type, StreamSink sink);
  void Close(std::int64_t key, StreamSink sink);
  void Stop(json::Value data, StreamSink sink);
  void Metadata(json::Value data, StreamSink sink);

  json::Document document_;
  std::map<std::int64_t, Block> open_;  // By Bedrock's index.
  int next_index_ = 0;
  bool started_ = false;
  bool finished_ = false;
  bool ended_ = false;
};

}  // namespace signalbox::dialect::bedrock_converse
