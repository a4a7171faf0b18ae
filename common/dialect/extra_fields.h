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

/// Writes one object and puts its extra fields last, then those of its form. A name they hold is theirs. An
/// `extra_json` or `form_json` that is no JSON object counts as empty.
class ObjectWriter {
 public:
  ObjectWriter(json::Writer& writer, std::string_view extra_json, std::string_view form_json = {});

  bool HasExtra(std::string_view name) const { return Has(has_extra_, extra_, name) || Has(has_form_, form_, name); }

  /// Writes the key and returns true, unless HasExtra(name): then the value must not be written either.
  bool Wants(std::string_view name);

  void Finish();

 private:
  static bool Has(bool present, const json::Document& fields, std::string_view name) {
    return present && fields.root().Find(name).has_value();
  }

  json::Writer& writer_;
  json::Document extra_;
  json::Document form_;
  bool has_extra_ = false;
  bool has_form_ = false;
};

}  // namespace signalbox::dialect
