#include "services/router/tasks/forward_body.h"

#include <array>
#include <optional>
#include <utility>

#include "common/dialect/field_edits.h"
#include "common/dialect/multipart.h"
#include "common/json/writer.h"
#include "common/status/macros.h"

namespace signalbox::router {
namespace {

bool IsJson(std::string_view content_type) {
  return content_type.starts_with("application/json");
}

absl::StatusOr<std::string> SetInJson(std::string_view body, std::string_view model) {
  dialect::FieldEdit edit{"model", dialect::FieldEdit::Action::kSet, {}};
  json::AppendString(edit.value, model);
  return dialect::EditFields(body, std::array{std::move(edit)});
}

absl::StatusOr<std::string> SetInForm(std::string_view body, const std::string& boundary, std::string_view model) {
  ASSIGN_OR_RETURN(const std::optional<dialect::FormField> field, dialect::FindFormField(body, boundary, "model"));
  std::string edited;
  edited.reserve(body.size() + model.size() + 128);
  if (field) {
    edited += body.substr(0, field->begin);
    edited += model;
    edited += body.substr(field->end);
    return edited;
  }
  edited += "--";
  edited += boundary;
  edited += "\r\nContent-Disposition: form-data; name=\"model\"\r\n\r\n";
  edited += model;
  edited += "\r\n";
  edited += body;
  return edited;
}

}  // namespace

bool CanSetModel(std::string_view content_type) {
  return IsJson(content_type) || dialect::BoundaryOf(content_type).has_value();
}

absl::StatusOr<std::string> SetModel(std::string_view body, std::string_view content_type, std::string_view model) {
  const std::optional<std::string> boundary = dialect::BoundaryOf(content_type);
  return boundary ? SetInForm(body, *boundary, model) : SetInJson(body, model);
}

}  // namespace signalbox::router
