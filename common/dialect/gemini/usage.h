#pragma once

#include <optional>

#include "common/json/document.h"
#include "common/json/writer.h"
#include "signalbox/llm/v1/llm.pb.h"

namespace signalbox::dialect::gemini {

/// `usageMetadata` in disjoint classes: what was cached is not input; what tools put into the prompt is. A count that
/// is not there is zero.
///
/// Nothing when it is no object or cannot be true: a count that is none, negative or absurdly large, more cached than
/// there was prompt, nothing at all.
std::optional<llm::v1::Usage> ReadUsage(json::Value usage);

/// Writes the object.
void WriteUsage(const llm::v1::Usage& usage, json::Writer& writer);

}  // namespace signalbox::dialect::gemini
