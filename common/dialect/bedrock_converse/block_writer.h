#pragma once

#include <string_view>

#include <absl/status/status.h>

#include "common/dialect/bedrock_converse/media.h"
#include "common/dialect/bedrock_converse/model_family.h"
#include "common/dialect/losses.h"
#include "common/dialect/message_place.h"
#include "common/json/writer.h"
#include "signalbox/llm/v1/llm.pb.h"

namespace signalbox::dialect::bedrock_converse {

/// Writes the blocks of one request's turns, each as an element of a list, cache points after them.
class BlockWriter {
 public:
  BlockWriter(json::Writer& writer, llm::v1::Dialect caller, Family family, Losses& losses)
      : writer_(writer), media_(writer), caller_(caller), family_(family), losses_(losses) {}

  /// Writes the blocks of a message, which its caller wrote at `place`. Errors: MediaWriter's.
  absl::Status WriteTurn(const llm::v1::Message& message, const MessagePlace& place);

  /// The same of instructions, which can hold words alone.
  void WriteInstructions(const llm::v1::Message& message, const MessagePlace& place);

  void WriteCachePoint(const llm::v1::CacheMarker& marker);

  /// Whether anything of the message would be written: Bedrock refuses a turn without content.
  bool Writes(const llm::v1::Message& message) const;

  /// Tells what a message holds that is not written.
  void LoseTurn(const llm::v1::Message& message, const MessagePlace& place);

 private:
  void Lose(LossPath path, std::string_view within);
  bool CanSay(const llm::v1::Thinking& thinking) const;
  absl::Status WriteBlock(const llm::v1::ContentBlock& block, LossPath path);
  absl::Status WriteResult(const llm::v1::ToolResult& result, LossPath path);
  absl::Status WriteResultBlock(const llm::v1::ContentBlock& block, LossPath path);
  void WriteText(std::string_view text);
  void WriteToolUse(const llm::v1::ToolCall& call, LossPath path);
  void WriteThinking(const llm::v1::Thinking& thinking, LossPath path);

  template <typename Medium>
  absl::Status WriteMedium(const Medium& medium, LossPath path);

  json::Writer& writer_;
  MediaWriter media_;
  const llm::v1::Dialect caller_;
  const Family family_;
  Losses& losses_;
};

}  // namespace signalbox::dialect::bedrock_converse
