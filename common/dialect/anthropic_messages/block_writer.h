#pragma once

#include <span>
#include <string_view>

#include "common/dialect/anthropic_messages/block_names.h"
#include "common/dialect/anthropic_messages/part.h"
#include "common/dialect/extra_fields.h"
#include "common/dialect/losses.h"
#include "common/json/writer.h"

namespace signalbox::dialect::anthropic_messages {

/// Writes content blocks in this dialect and tells what of them it could not say.
class BlockWriter {
 public:
  BlockWriter(const BlockNames& names, json::Writer& writer, Losses& losses)
      : names_(names), writer_(writer), losses_(losses) {}

  /// Whether the block can be said at all. If not, and something is lost by that, it is a loss.
  bool Admit(const Part& part);

  /// One admitted block.
  void Write(const Part& part);

  /// A list of admitted blocks; one string where a caller would write one.
  void WriteContent(std::span<const Part> parts);

  /// Notes that `what` of a part ("": all of it) is not said.
  void Lose(const Part& part, std::string_view what);

  /// Notes what of another dialect's part only that dialect knows.
  void LoseForeign(const Part& part);

 private:
  void WriteText(const Part& part, ObjectWriter& object);
  void WriteCitations(const Part& part, ObjectWriter& object);
  void WriteImage(const Part& part, ObjectWriter& object);
  void WriteFile(const llm::v1::File& file, ObjectWriter& object);
  void WriteToolCall(const Part& part, ObjectWriter& object);
  void WriteToolResult(const Part& part, ObjectWriter& object);
  void WriteThinking(const Part& part, ObjectWriter& object);
  void WriteString(ObjectWriter& object, std::string_view name, std::string_view text);

  const BlockNames& names_;
  json::Writer& writer_;
  Losses& losses_;
};

void WriteCacheControl(const llm::v1::CacheMarker& marker, json::Writer& writer);

/// What a text or a refusal says.
std::string_view WordsOf(const llm::v1::ContentBlock& block);

}  // namespace signalbox::dialect::anthropic_messages
