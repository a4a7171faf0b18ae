#include "common/dialect/openai_responses/output_item.h"

#include <string>

#include <fmt/format.h>

#include "common/dialect/extra_fields.h"
#include "common/dialect/field_error.h"
#include "common/dialect/openai_responses/content_part.h"
#include "common/dialect/openai_responses/notes.h"
#include "common/dialect/openai_responses/reasoning_item.h"
#include "common/status/macros.h"

namespace signalbox::dialect::openai_responses {
namespace {

using llm::v1::ContentBlock;
using llm::v1::Message;

// Fields that say what an item is or how far it is, not what anybody wants.
bool IsForm(json::Value key, json::Value value) {
  return value.IsNull() || key.Is("type") || key.Is("id") || key.Is("status") || key.Is("role");
}

absl::StatusOr<json::Value> StringAt(json::Value item, std::string_view name, std::string_view path) {
  const auto value = item.Find(name);
  if (!value || !value->IsString()) return BadField(fmt::format("{}.{}", path, name), "expected a string");
  return *value;
}

absl::Status AppendParts(json::Value content, std::string_view path, Message& turn) {
  int index = 0;
  for (const json::Value part : content.elements()) {
    ASSIGN_OR_RETURN(ContentBlock block, DecodePart(part, Side::kOutput, fmt::format("{}.content[{}]", path, index++)));
    *turn.add_content() = std::move(block);
  }
  return absl::OkStatus();
}

// The whole of the message but its content is noted on its first block; what others would miss is kept besides.
void NoteMessage(json::Value item, Message& turn, ContentBlock& first) {
  ExtraFields form;
  ExtraFields extra;
  for (const auto [key, value] : item.members()) {
    if (key.Is("content")) continue;
    form.Keep(key, value);
    if (!IsForm(key, value)) extra.Keep(key, value);
    if (key.Is("id") && value.IsString() && turn.id().empty()) turn.set_id(value.Text());
  }
  first.set_form_json(WithItem(first.form_json(), form.Take()));
  turn.set_extra_json(JoinFields(turn.extra_json(), extra.Take()));
}

absl::StatusOr<bool> AppendMessage(json::Value item, std::string_view path, Message& turn) {
  const auto content = item.Find("content");
  if (!content) return BadField(fmt::format("{}.content", path), "required");
  const int first = turn.content_size();
  if (content->IsString()) {
    turn.add_content()->mutable_text()->set_text(content->Text());
  } else if (!content->IsArray()) {
    return BadField(fmt::format("{}.content", path), "expected a string or an array");
  } else if (content->Empty()) {
    return false;
  } else {
    RETURN_IF_ERROR(AppendParts(*content, path, turn));
  }
  NoteMessage(item, turn, *turn.mutable_content(first));
  return true;
}

absl::StatusOr<bool> AppendCall(json::Value item, std::string_view path, Message& turn) {
  ASSIGN_OR_RETURN(const json::Value id, StringAt(item, "call_id", path));
  ASSIGN_OR_RETURN(const json::Value name, StringAt(item, "name", path));
  ASSIGN_OR_RETURN(const json::Value arguments, StringAt(item, "arguments", path));
  ContentBlock& block = *turn.add_content();
  block.mutable_tool_call()->set_id(id.Text());
  block.mutable_tool_call()->set_name(name.Text());
  block.mutable_tool_call()->set_arguments_json(arguments.Text());
  ExtraFields form;
  ExtraFields extra;
  for (const auto [key, value] : item.members()) {
    if (key.Is("call_id") || key.Is("name") || key.Is("arguments")) continue;
    (IsForm(key, value) ? form : extra).Keep(key, value);
  }
  block.set_form_json(FormOf(form.Take(), {}));
  block.set_extra_json(extra.Take());
  return true;
}

}  // namespace

absl::StatusOr<bool> AppendOutputItem(json::Value item, std::string_view path, Message& turn) {
  const auto type = item.Find("type");
  const auto role = item.Find("role");
  const bool is_message = type ? type->Is("message") : role.has_value();
  if (is_message && role && role->Is("assistant")) return AppendMessage(item, path, turn);
  if (!type) return false;
  if (type->Is("function_call")) return AppendCall(item, path, turn);
  if (type->Is("reasoning")) return AppendReasoning(item, path, turn);
  return false;
}

absl::Status AppendAnswerItem(json::Value item, std::string_view path, Message& turn) {
  if (!item.IsObject()) return BadField(path, "expected an object");
  ASSIGN_OR_RETURN(const bool taken, AppendOutputItem(item, path, turn));
  if (!taken) turn.add_content()->set_extra_json(std::string(item.raw()));
  return absl::OkStatus();
}

}  // namespace signalbox::dialect::openai_responses
