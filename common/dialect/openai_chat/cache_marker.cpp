#include "common/dialect/openai_chat/cache_marker.h"

#include "common/dialect/openai_chat/members.h"

namespace signalbox::dialect::openai_chat {

std::optional<llm::v1::CacheMarker> DecodeCacheMarker(json::Value value) {
  if (!MemberIs(value, "type", "ephemeral")) return std::nullopt;
  llm::v1::CacheMarker marker;
  const auto ttl = StringMember(value, "ttl");
  if (ttl) ttl->AppendText(*marker.mutable_ttl());
  const bool has_ttl = !marker.ttl().empty();
  if (CountMembers(value) != (has_ttl ? 2u : 1u)) return std::nullopt;
  return marker;
}

void WriteCacheMarker(const llm::v1::CacheMarker& marker, json::Writer& writer) {
  writer.BeginObject().Key("type").String("ephemeral");
  if (!marker.ttl().empty()) writer.Key("ttl").String(marker.ttl());
  writer.EndObject();
}

}  // namespace signalbox::dialect::openai_chat
