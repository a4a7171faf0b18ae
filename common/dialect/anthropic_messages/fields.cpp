#include "common/dialect/anthropic_messages/fields.h"

namespace signalbox::dialect::anthropic_messages {

std::string TextOfField(json::Value object, std::string_view name) {
  const auto value = object.Find(name);
  return value && value->IsString() ? value->Text() : std::string();
}

bool HasExactly(json::Value object, std::initializer_list<std::string_view> names) {
  for (const std::string_view name : names) {
    const auto value = object.Find(name);
    if (!value || !value->IsString()) return false;
  }
  return CountFields(object) == names.size();
}

std::size_t CountFields(json::Value object) {
  std::size_t count = 0;
  for ([[maybe_unused]] const auto member : object.members()) ++count;
  return count;
}

bool IsJsonObject(std::string_view text) {
  json::Document document;
  return document.Read(text).ok() && document.root().IsObject();
}

bool IsBlank(std::string_view text) {
  return text.find_first_not_of(" \t\r\n\f\v") == std::string_view::npos;
}

}  // namespace signalbox::dialect::anthropic_messages
