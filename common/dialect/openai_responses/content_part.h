#pragma once

#include <string_view>

#include <absl/status/statusor.h>

#include "common/json/document.h"
#include "common/json/writer.h"
#include "signalbox/llm/v1/llm.pb.h"

namespace signalbox::dialect::openai_responses {

/// Whose words a list of content holds: a model's text is `output_text`, everybody else's `input_text`.
enum class Side { kInput, kOutput };

/// One part of a list, and back. A part of an unknown type is a block without a kind, whole in `extra_json`.
/// Errors: kInvalidArgument naming the field below `path` that is missing, has the wrong type or stands there twice.
absl::StatusOr<llm::v1::ContentBlock> DecodePart(json::Value part, Side side, std::string_view path);

struct PartStyle {
  Side side = Side::kInput;
  bool own = false;                ///< The block was decoded from this dialect.
  bool complete = false;           ///< Of an answer: every field the schema demands is written.
  std::string_view logprobs = {};  ///< Elements of the list, with commas between them.
};
void WritePart(const llm::v1::ContentBlock& block, const PartStyle& style, json::Writer& writer);

/// Whether the block can stand in a list on that side.
bool IsPart(const llm::v1::ContentBlock& block, Side side, bool own);

}  // namespace signalbox::dialect::openai_responses
