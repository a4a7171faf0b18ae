#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "common/json/document.h"
#include "common/json/writer.h"

namespace signalbox::dialect::gemini {

/// Writes `extra_json` and `form_json` while an object is decoded.
///
/// The first has each field on the wire that the canonical model has no place for; one of an object within by its path
/// ("generationConfig.speechConfig"), which is the name it is lost by. The second has those that the canonical model
/// does say, as they were written when that is not how they would be written again; null for one that was not there.
class FieldKeeper {
 public:
  void Keep(std::string_view path, json::Value value);
  void KeepIn(std::string_view object_path, json::Value key, json::Value value);
  void KeepForm(std::string_view path, std::string_view raw);

  /// Puts what was kept into a message that has both fields.
  template <typename Message>
  void MoveTo(Message& message) {
    message.set_extra_json(Close(fields_));
    message.set_form_json(Close(forms_));
  }

 private:
  static std::string Close(std::string& members);

  std::string fields_;
  std::string forms_;
};

/// Reads what a FieldKeeper kept. What is no JSON object counts as empty. The texts must outlive it.
class KeptFields {
 public:
  KeptFields() = default;
  KeptFields(std::string_view extra_json, std::string_view form_json);

  /// Of a message that has both fields; nothing unless it was decoded from this dialect.
  template <typename Message>
  KeptFields(const Message& message, bool own)
      : KeptFields(own ? std::string_view(message.extra_json()) : std::string_view(),
                   own ? std::string_view(message.form_json()) : std::string_view()) {}

  std::optional<json::Value> Find(std::string_view path) const;
  std::optional<json::Value> Form(std::string_view path) const;

  /// Whether there is a field of the object at `path`.
  bool HasIn(std::string_view path) const;

 private:
  friend class FieldWriter;

  bool any() const { return has_fields_ || has_forms_; }

  json::Document fields_;
  json::Document forms_;
  bool has_fields_ = false;
  bool has_forms_ = false;
};

/// Writes one object: the canonical fields in the form they had, then the kept ones.
class FieldWriter {
 public:
  enum class Object { kBegins, kGoesOn };  ///< Whether the object is open already.

  /// Begins the object at `path`; "" is the one the kept fields belong to. `kept` must outlive it.
  FieldWriter(json::Writer& writer, const KeptFields& kept, std::string_view path = "",
              Object object = Object::kBegins);

  /// Writes the key and returns true, unless the field was kept or its form was: then its value must not be written.
  bool Wants(std::string_view name);

  void Finish();

 private:
  std::string PathOf(std::string_view name) const;

  json::Writer& writer_;
  const KeptFields& kept_;
  const std::string path_;
};

}  // namespace signalbox::dialect::gemini
