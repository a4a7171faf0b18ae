#pragma once

#include <string>
#include <string_view>

#include "common/dialect/extra_fields.h"
#include "common/json/document.h"

namespace signalbox::dialect::anthropic_messages {

/// Collects the fields of one object that are not in the canonical message: what only this dialect can say
/// (`extra_json`) apart from what says nothing more than its absence (`form_json`): null and empty ones, and
/// `Spelled()`.
class KeptFields {
 public:
  void Keep(json::Value key, json::Value value);
  void Spelled(json::Value key, json::Value value) { form_.Keep(key, value); }

  template <typename Proto>
  void MoveTo(Proto& proto) {
    proto.set_extra_json(extra_.Take());
    proto.set_form_json(form_.Take());
  }

 private:
  ExtraFields extra_;
  ExtraFields form_;
};

/// One object with the fields of both; each may be empty.
std::string BothOf(std::string_view form_json, std::string_view extra_json);

/// All fields beside the canonical ones, for a message of this dialect; nothing for another's.
template <typename Proto>
std::string KeptOf(const Proto& proto, bool own) {
  return own ? BothOf(proto.form_json(), proto.extra_json()) : std::string();
}

}  // namespace signalbox::dialect::anthropic_messages
