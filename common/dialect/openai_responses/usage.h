#pragma once

#include <optional>

#include "common/json/document.h"
#include "common/json/writer.h"
#include "signalbox/llm/v1/llm.pb.h"

namespace signalbox::dialect::openai_responses {

/// A `usage` object in disjoint classes, and back: what was read from or written to a cache is part of input_tokens,
/// what was reasoning of output_tokens.
///
/// Nothing when it is no object, lacks a total, or cannot be true: a negative or absurdly large number, a part larger
/// than its whole, nothing at all.
std::optional<llm::v1::Usage> ReadUsage(json::Value usage);
void WriteUsage(const llm::v1::Usage& usage, json::Writer& writer);

}  // namespace signalbox::dialect::openai_responses
