#include "common/dialect/openai_responses/request_edit.h"

#include <optional>
#include <vector>

#include "common/dialect/field_edits.h"
#include "common/dialect/openai_responses/history.h"
#include "common/dialect/openai_responses/request_view.h"
#include "common/dialect/splice.h"
#include "common/json/writer.h"
#include "common/status/macros.h"

namespace signalbox::dialect::openai_responses {
namespace {

bool IsInstruction(json::Value item) {
  if (!item.IsObject()) return false;
  const auto role = item.Find("role");
  return role && (role->Is("system") || role->Is("developer"));
}

// Where in `list`'s own bytes the history goes.
std::size_t EndOfInstructions(json::Value list) {
  std::size_t end = list.begin_offset() + 1;
  for (const json::Value item : list.elements()) {
    if (!IsInstruction(item)) break;
    end = item.end_offset();
  }
  return end - list.begin_offset();
}

std::string InputWith(std::string_view history, std::optional<json::Value> input) {
  std::string list("[");
  if (!input || input->IsString()) {
    list += history;
    if (input) {
      list += R"(,{"role":"user","content":)";
      list += input->raw();
      list += '}';
    }
    list += ']';
    return list;
  }
  const std::string_view raw = input->raw();
  const std::size_t at = EndOfInstructions(*input);
  list = raw.substr(0, at);
  if (at > 1) list += ',';
  list += history;
  // Something follows unless all were instructions.
  if (at == 1 && !input->Empty()) list += ',';
  list += raw.substr(at);
  return list;
}

}  // namespace

absl::StatusOr<std::string> EditRequest(std::string_view body, const RequestEdits& edits) {
  RequestView view;
  RETURN_IF_ERROR(view.Read(body));

  std::string model;
  json::AppendString(model, edits.model);
  std::vector<FieldEdit> changes;
  changes.push_back({.field = "conversation_id"});
  changes.push_back({.field = "session_id"});
  changes.push_back({.field = "previous_response_id"});
  changes.push_back({.field = "conversation"});
  changes.push_back({.field = "model", .action = FieldEdit::Action::kSet, .value = std::move(model)});
  const std::string history = EncodeHistory(edits.history);
  if (!history.empty()) {
    changes.push_back({.field = "input", .action = FieldEdit::Action::kSet, .value = InputWith(history, view.input())});
  }
  Splice splice(body);
  EditFields(view.root(), changes, splice);
  return splice.Apply();
}

}  // namespace signalbox::dialect::openai_responses
