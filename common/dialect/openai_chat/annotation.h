#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "common/json/document.h"
#include "common/json/writer.h"
#include "signalbox/llm/v1/llm.pb.h"

namespace signalbox::dialect::openai_chat {

/// {"type":"url_citation","url_citation":{"url","title","start_index","end_index"}}. Nothing for any other form.
std::optional<llm::v1::Citation> DecodeAnnotation(json::Value annotation);

/// Only for a citation with an address. Its place is told from `offset` on, which is where its text begins.
void WriteAnnotation(const llm::v1::Citation& citation, std::int64_t offset, json::Writer& writer);

/// Code points of well-formed UTF-8.
std::int64_t CountCharacters(std::string_view text);

}  // namespace signalbox::dialect::openai_chat
