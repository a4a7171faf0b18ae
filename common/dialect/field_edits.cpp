#include "common/dialect/field_edits.h"

#include <algorithm>
#include <optional>
#include <vector>

#include "common/dialect/splice.h"
#include "common/json/document.h"
#include "common/json/writer.h"
#include "common/status/error.h"
#include "common/status/macros.h"

namespace signalbox::dialect {
namespace {

using Action = FieldEdit::Action;

struct Field {
  json::Value key;
  json::Value value;
};

std::string Quoted(std::string_view text) {
  std::string quoted;
  json::AppendString(quoted, text);
  return quoted;
}

/// The object's fields, and what each becomes.
class Object {
 public:
  explicit Object(json::Value root) {
    for (const auto [key, value] : root.members()) fields_.push_back({key, value});
    kept_.assign(fields_.size(), true);
  }

  void Apply(const FieldEdit& edit, Splice& splice) {
    bool found = false;
    for (std::size_t i = 0; i < fields_.size(); ++i) {
      if (!kept_[i] || !fields_[i].key.Is(edit.field)) continue;
      found = true;
      if (edit.action == Action::kSet) {
        splice.Replace(fields_[i].value, edit.value);
      } else if (edit.action == Action::kRename && !Has(edit.value)) {
        splice.Replace(fields_[i].key, Quoted(edit.value));
      } else {
        kept_[i] = false;
      }
    }
    if (!found && edit.action == Action::kSet) added_.push_back(Quoted(edit.field) + ":" + edit.value);
  }

  // A field goes with the comma before it, or, while nothing that stays stands before it, with the one after it.
  void RemoveDropped(Splice& splice) const {
    bool anything_stays = false;
    for (std::size_t i = 0; i < fields_.size(); ++i) {
      if (kept_[i]) {
        anything_stays = true;
      } else if (anything_stays) {
        splice.Remove(fields_[i - 1].value.end_offset(), fields_[i].value.end_offset());
      } else {
        const bool last = i + 1 == fields_.size();
        splice.Remove(fields_[i].key.begin_offset(),
                      last ? fields_[i].value.end_offset() : fields_[i + 1].key.begin_offset());
      }
    }
  }

  void InsertAdded(json::Value root, Splice& splice) const {
    std::string text;
    for (const std::string& field : added_) {
      if (!text.empty() || std::count(kept_.begin(), kept_.end(), true) > 0) text += ',';
      text += field;
    }
    if (!text.empty()) splice.Insert(root.end_offset() - 1, std::move(text));
  }

 private:
  bool Has(std::string_view name) const {
    return std::any_of(fields_.begin(), fields_.end(), [&](const Field& field) { return field.key.Is(name); });
  }

  std::vector<Field> fields_;
  std::vector<bool> kept_;
  std::vector<std::string> added_;
};

}  // namespace

void EditFields(json::Value object, std::span<const FieldEdit> edits, Splice& splice) {
  Object fields(object);
  for (const FieldEdit& edit : edits) fields.Apply(edit, splice);
  fields.RemoveDropped(splice);
  fields.InsertAdded(object, splice);
}

absl::StatusOr<std::string> EditFields(std::string_view body, std::span<const FieldEdit> edits) {
  json::Document document;
  RETURN_IF_ERROR(document.Read(body));
  if (!document.root().IsObject())
    return Error(absl::StatusCode::kInvalidArgument, "", "the body must be a JSON object");
  Splice splice(body);
  EditFields(document.root(), edits, splice);
  return splice.Apply();
}

}  // namespace signalbox::dialect
