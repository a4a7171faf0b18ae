#include "common/dialect/anthropic_messages/kept_fields.h"

namespace signalbox::dialect::anthropic_messages {
namespace {

bool SaysNothing(json::Value value) {
  switch (value.type()) {
    case json::Type::kNull:
      return true;
    case json::Type::kString:
      return value.Is("");
    case json::Type::kArray:
    case json::Type::kObject:
      return value.Empty();
    default:
      return false;
  }
}

bool HasFields(std::string_view object) {
  return !object.empty() && object != "{}";
}

}  // namespace

void KeptFields::Keep(json::Value key, json::Value value) {
  (SaysNothing(value) ? form_ : extra_).Keep(key, value);
}

std::string BothOf(std::string_view form_json, std::string_view extra_json) {
  if (!HasFields(form_json)) return HasFields(extra_json) ? std::string(extra_json) : std::string();
  if (!HasFields(extra_json)) return std::string(form_json);
  std::string both(form_json.substr(0, form_json.size() - 1));
  both += ',';
  both += extra_json.substr(1);
  return both;
}

}  // namespace signalbox::dialect::anthropic_messages
