#pragma once

#include <span>
#include <string>
#include <string_view>

#include <absl/status/statusor.h>

#include "common/dialect/splice.h"
#include "common/json/document.h"

namespace signalbox::dialect {

/// A change of one top-level field of a JSON object.
struct FieldEdit {
  enum class Action {
    kRemove,  ///< Nothing happens when the field is not there.
    kRename,  ///< To `value`; nothing when it is not there; removed when the new name is there already.
    kSet,     ///< To `value`, raw JSON; added at the end when it is not there.
  };
  std::string field;
  Action action = Action::kRemove;
  std::string value = {};
};

/// Notes the changes of an object in a splice of the text it stands in.
void EditFields(json::Value object, std::span<const FieldEdit> edits, Splice& splice);

/// The body with the changes made and every other byte kept. Errors: kInvalidArgument when it is no JSON object.
absl::StatusOr<std::string> EditFields(std::string_view body, std::span<const FieldEdit> edits);

}  // namespace signalbox::dialect
