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

ObjectWriter::ObjectWriter(json::Writer& writer, std::string_view extra_json) : writer_(writer) {
  has_extra_ = !extra_json.empty() && extra_.Read(extra_json).ok() && extra_.root().IsObject();
  writer_.BeginObject();
}

bool ObjectWriter::Wants(std::string_view name) {
  if (HasExtra(name)) return false;
  writer_.Key(name);
  return true;
}

void ObjectWriter::Finish() {
  if (has_extra_) {
    for (const auto [key, value] : extra_.root().members()) writer_.Key(key.Text()).Raw(value.raw());
  }
  writer_.EndObject();
}

}  // namespace signalbox::dialect
