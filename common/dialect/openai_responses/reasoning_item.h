#pragma once

#include <span>
#include <string_view>

#include <absl/status/statusor.h>

#include "common/dialect/openai_responses/item_writer.h"
#include "common/json/document.h"
#include "common/json/writer.h"
#include "signalbox/llm/v1/llm.pb.h"

namespace signalbox::dialect::openai_responses {

/// A reasoning item: a block for each part of its summary, for each part of its content and for its encrypted content.
/// False, and nothing is appended, when a part says more than text.
absl::StatusOr<bool> AppendReasoning(json::Value item, std::string_view path, llm::v1::Message& turn);

/// The blocks of one item. Of another dialect: its words as a summary.
void WriteReasoning(Blocks blocks, const ItemStyle& style, json::Writer& writer);

}  // namespace signalbox::dialect::openai_responses
