#pragma once

#include <string_view>

#include <absl/status/status.h>

#include "common/dialect/gemini/kept_fields.h"
#include "common/dialect/losses.h"
#include "common/json/document.h"
#include "common/json/writer.h"
#include "signalbox/llm/v1/llm.pb.h"

namespace signalbox::dialect::gemini {

/// `generationConfig`: sampling, bounds, the form of the answer, thinking. What the canonical model does not say is
/// kept by its path. Errors: kInvalidArgument when it is no object, or a count is not one.
absl::Status DecodeGenerationConfig(json::Value config, llm::v1::Conversation& into, FieldKeeper& keeper);

/// Writes the object, with its key, if there is anything to say. More than five stop sequences are a loss.
void WriteGenerationConfig(const llm::v1::Conversation& conversation, std::string_view model, const KeptFields& kept,
                           FieldWriter& body, json::Writer& writer, Losses& losses);

}  // namespace signalbox::dialect::gemini
