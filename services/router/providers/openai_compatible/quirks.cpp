#include "services/router/providers/openai_compatible/quirks.h"

#include "common/dialect/field_edits.h"
#include "common/json/document.h"
#include "common/status/macros.h"

namespace signalbox::router::openai_compatible {
namespace {

using dialect::FieldEdit;

std::vector<FieldEdit> EditsOf(const Quirks& quirks) {
  std::vector<FieldEdit> edits;
  for (const auto& [from, to] : quirks.rename) {
    edits.push_back({std::string(from), FieldEdit::Action::kRename, std::string(to)});
  }
  for (const std::string_view field : quirks.drop)
    edits.push_back({std::string(field), FieldEdit::Action::kRemove, ""});
  for (const auto& [field, value] : quirks.set) {
    edits.push_back({std::string(field), FieldEdit::Action::kSet, std::string(value)});
  }
  return edits;
}

absl::Status FindLosses(const Quirks& quirks, std::string_view body, std::vector<std::string>& losses) {
  if (quirks.drop.empty()) return absl::OkStatus();
  json::Document document;
  RETURN_IF_ERROR(document.Read(body));
  if (!document.root().IsObject()) return absl::OkStatus();
  for (const std::string_view field : quirks.drop) {
    const auto found = document.root().Find(field);
    if (found && !found->IsNull() && field != "stream_options") losses.emplace_back(field);
  }
  return absl::OkStatus();
}

}  // namespace

absl::StatusOr<std::string> Apply(const Quirks& quirks, std::string_view body, std::vector<std::string>& losses) {
  RETURN_IF_ERROR(FindLosses(quirks, body, losses));
  return dialect::EditFields(body, EditsOf(quirks));
}

}  // namespace signalbox::router::openai_compatible
