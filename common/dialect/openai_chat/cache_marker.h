#pragma once

#include <optional>

#include "common/json/document.h"
#include "common/json/writer.h"
#include "signalbox/llm/v1/llm.pb.h"

namespace signalbox::dialect::openai_chat {

/// `"cache_control":{"type":"ephemeral","ttl":"5m"}`, which several compatible providers take on parts and tools.
/// Nothing for any other form.
std::optional<llm::v1::CacheMarker> DecodeCacheMarker(json::Value value);
void WriteCacheMarker(const llm::v1::CacheMarker& marker, json::Writer& writer);

}  // namespace signalbox::dialect::openai_chat
