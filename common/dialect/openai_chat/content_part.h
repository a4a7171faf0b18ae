#pragma once

#include <string_view>

#include "common/json/document.h"
#include "common/json/writer.h"
#include "signalbox/llm/v1/llm.pb.h"

namespace signalbox::dialect::openai_chat {

/// The `form_json` of a block that was an object of a content list, not a string.
inline constexpr std::string_view kPartMark = "{}";

/// One object of a content list, and back. A part of an unknown type, or of a form the canonical model cannot hold, is
/// a block without a kind whose `extra_json` is the whole part.
llm::v1::ContentBlock DecodePart(json::Value part);
void WritePart(const llm::v1::ContentBlock& block, json::Writer& writer);

/// Only what the canonical model says of a text, picture, sound or refusal.
void WriteBarePart(const llm::v1::ContentBlock& block, json::Writer& writer);

}  // namespace signalbox::dialect::openai_chat
