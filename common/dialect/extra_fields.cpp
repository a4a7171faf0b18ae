#include "common/dialect/extra_fields.h"

#include <utility>

namespace signalbox::dialect {

void ExtraFields::Keep(std::string_view quoted_key, std::string_view raw_value) {
  text_ += text_.empty() ? "{" : ",";
  text_ += quoted_key;
  text_ += ':';
  text_ += raw_value;
}

std::string ExtraFields::Take() {
  if (!text_.empty()) text_ += '}';
  return std::exchange(text_, {});
}

ObjectWriter::ObjectWriter(json::Writer& writer, std::string_view extra_json, std::string_view form_json)
    : writer_(writer) {
  has_extra_ = !extra_json.empty() && extra_.Read(extra_json).ok() && extra_.root().IsObject();
  has_form_ = !form_json.empty() && form_.Read(form_json).ok() && form_.root().IsObject();
  writer_.BeginObject();
}

bool ObjectWriter::Wants(std::string_view name) {
  if (HasExtra(name)) return false;
  writer_.Key(name);
  return true;
}

void ObjectWriter::Finish() {
  for (const json::Document* fields : {has_extra_ ? &extra_ : nullptr, has_form_ ? &form_ : nullptr}) {
    if (fields == nullptr) continue;
    for (const auto [key, value] : fields->root().members()) writer_.Key(key.Text()).Raw(value.raw());
  }
  writer_.EndObject();
}

}  // namespace signalbox::dialect
