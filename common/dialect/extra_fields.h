#pragma once

#include <string>
#include <string_view>

#include "common/json/document.h"
#include "common/json/writer.h"

namespace signalbox::dialect {

/// Collects the fields of one object that the canonical model has no place for.
class ExtraFields {
 public:
  void Keep(json::Value key, json::Value value) { Keep(key.raw(), value.raw()); }
  void Keep(std::string_view quoted_key, std::string_view raw_value);

  /// A JSON object, or nothing when there was no field.
  std::string Take();

 private:
  std::string text_;
};

/// Writes one object and puts its extra fields last. A name the extra fields hold is theirs. An `extra_json` that is no
/// JSON object counts as empty.
class ObjectWriter {
 public:
  ObjectWriter(json::Writer& writer, std::string_view extra_json);

  bool HasExtra(std::string_view name) const { return has_extra_ && extra_.root().Find(name).has_value(); }

  /// Writes the key and returns true, unless an extra field has that name: then the value must not be written either.
  bool Wants(std::string_view name);

  void Finish();

 private:
  json::Writer& writer_;
  json::Document extra_;
  bool has_extra_ = false;
};

}  // namespace signalbox::dialect
