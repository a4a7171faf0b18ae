#pragma once

#include "common/dialect/gemini/kept_fields.h"
#include "common/json/document.h"
#include "common/json/writer.h"
#include "signalbox/llm/v1/llm.pb.h"

namespace signalbox::dialect::gemini {

/// `responseMimeType`, `responseSchema` and `responseJsonSchema` of a `generationConfig`, taken together. A schema is
/// put in the form other dialects have it in: {"name":"response","schema":<JSON Schema>}. False, and nothing taken,
/// when they do not say one of: text, any JSON, JSON of a schema.
bool DecodeResponseFormat(json::Value config, llm::v1::Conversation& into, FieldKeeper& keeper);

/// Whether it is one of the three.
bool IsResponseFormatField(json::Value key);

void WriteResponseFormat(const llm::v1::Conversation& conversation, const KeptFields& kept, FieldWriter& config,
                         json::Writer& writer);

}  // namespace signalbox::dialect::gemini
