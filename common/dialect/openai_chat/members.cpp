#include "common/dialect/openai_chat/members.h"

namespace signalbox::dialect::openai_chat {

std::size_t CountMembers(json::Value object) {
  std::size_t count = 0;
  for ([[maybe_unused]] const auto member : object.members()) ++count;
  return count;
}

std::optional<json::Value> StringMember(json::Value object, std::string_view name) {
  const auto value = object.IsObject() ? object.Find(name) : std::nullopt;
  return value && value->IsString() ? value : std::nullopt;
}

std::optional<json::Value> ObjectMember(json::Value object, std::string_view name) {
  const auto value = object.IsObject() ? object.Find(name) : std::nullopt;
  return value && value->IsObject() ? value : std::nullopt;
}

bool MemberIs(json::Value object, std::string_view name, std::string_view text) {
  const auto value = StringMember(object, name);
  return value && value->Is(text);
}

}  // namespace signalbox::dialect::openai_chat
