#pragma once

#include <string_view>

#include <absl/status/status.h>

#include "common/dialect/gemini/kept_fields.h"
#include "common/json/document.h"
#include "common/json/writer.h"
#include "signalbox/llm/v1/llm.pb.h"

namespace signalbox::dialect::gemini {

/// `toolConfig` is the choice of a tool: AUTO, NONE, ANY for "required", ANY with one allowed function for that one.
/// More allowed functions, VALIDATED and whatever else it says are kept by their paths.
///
/// Errors: kInvalidArgument when it is no object.
absl::Status DecodeToolConfig(json::Value config, llm::v1::Conversation& into, FieldKeeper& keeper);
void WriteToolConfig(const llm::v1::Conversation& conversation, const KeptFields& kept, FieldWriter& body,
                     json::Writer& writer);

}  // namespace signalbox::dialect::gemini
