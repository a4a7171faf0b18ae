#pragma once

#include <string_view>

#include "common/dialect/gemini/kept_fields.h"
#include "common/dialect/losses.h"
#include "common/json/document.h"
#include "common/json/writer.h"
#include "signalbox/llm/v1/llm.pb.h"

namespace signalbox::dialect::gemini {

/// Whether a model is of the third generation or later, which knows levels of thinking and demands signatures of its
/// thoughts. A name without a number ("gemini-flash-latest") is the newest.
bool IsGemini3(std::string_view model);

/// `generationConfig.thinkingConfig`. False when it has a form the canonical model cannot hold.
bool DecodeThinkingConfig(json::Value config, llm::v1::Reasoning& into, FieldKeeper& keeper);

/// Writes the object, with its key, if there is anything to say. Of another dialect, efforts are translated as Google's
/// own OpenAI-compatible API does: see README.md. `loss` names the effort of a caller for whom none fits.
void WriteThinkingConfig(const llm::v1::Conversation& conversation, std::string_view model, const KeptFields& kept,
                         FieldWriter& generation_config, json::Writer& writer, Losses& losses);

}  // namespace signalbox::dialect::gemini
