#include "common/dialect/anthropic_messages/request_edit.h"

#include <array>
#include <set>
#include <utility>
#include <vector>

#include "common/dialect/anthropic_messages/block_writer.h"
#include "common/dialect/anthropic_messages/fields.h"
#include "common/dialect/anthropic_messages/request_names.h"
#include "common/dialect/anthropic_messages/request_view.h"
#include "common/dialect/anthropic_messages/turns.h"
#include "common/dialect/field_edits.h"
#include "common/dialect/splice.h"
#include "common/json/writer.h"
#include "common/status/macros.h"

namespace signalbox::dialect::anthropic_messages {
namespace {

using llm::v1::Message;

std::optional<json::Value> ContentOfUser(json::Value message) {
  if (!message.IsObject() || TextOfField(message, "role") != "user") return std::nullopt;
  return message.Find("content");
}

// The tool calls whose results stand in the first message of the body.
std::set<std::string> AnsweredBy(json::Value first) {
  std::set<std::string> ids;
  const auto content = ContentOfUser(first);
  if (!content || !content->IsArray()) return ids;
  for (const json::Value block : content->elements()) {
    if (block.IsObject() && TextOfField(block, "type") == "tool_result") ids.insert(TextOfField(block, "tool_use_id"));
  }
  return ids;
}

// A user's turn at the end of the history becomes the beginning of the body's first message. False where it cannot: the
// results of tools must stand first.
bool Join(const Turn& last, json::Value first, BlockWriter& blocks, json::Writer& writer, Splice& splice) {
  const auto content = ContentOfUser(first);
  if (last.role != "user" || !content) return false;
  if (content->IsArray() && !AnsweredBy(first).empty() && !last.parts.back().block->has_tool_result()) return false;
  if (!content->IsString() && (!content->IsArray() || content->Empty())) return false;
  for (const Part& part : last.parts) blocks.Write(part);
  if (content->IsString()) {
    writer.BeginObject().Key("type").String("text").Key("text").Raw(content->raw()).EndObject();
    std::string list = "[";
    list += writer.text();
    list += ']';
    splice.Replace(*content, std::move(list));
  } else {
    splice.Insert(content->begin_offset() + 1, writer.Take() + ",");
  }
  return true;
}

void InsertHistory(json::Value messages, std::span<const Message> history, Splice& splice) {
  const json::Value first = *messages.elements().begin();
  std::vector<const Message*> remembered;
  std::vector<MessagePlace> places;
  MessagePlaces count(llm::v1::ANTHROPIC_MESSAGES);
  for (const Message& message : history) {
    remembered.push_back(&message);
    places.push_back(count.Next(message));
  }

  // What a remembered turn cannot say here has been told when it was said; nobody is told again.
  Losses unreported;
  const RequestNames names(llm::v1::ANTHROPIC_MESSAGES, std::move(places));
  json::Writer joined;
  BlockWriter at_the_seam(names, joined, unreported);
  Turns turns = Reshape(remembered, {names.dialect(), AnsweredBy(first)}, at_the_seam);
  if (turns.turns.empty()) return;
  if (Join(turns.turns.back(), first, at_the_seam, joined, splice)) turns.turns.pop_back();

  std::string inserted;
  for (const Turn& turn : turns.turns) {
    json::Writer writer;
    BlockWriter blocks(names, writer, unreported);
    writer.BeginObject().Key("role").String(turn.role).Key("content");
    blocks.WriteContent(turn.parts);
    writer.EndObject();
    inserted += writer.text();
    inserted += ',';
  }
  splice.Insert(first.begin_offset(), std::move(inserted));
}

}  // namespace

absl::StatusOr<std::string> EditRequest(std::string_view body, const RequestEdits& edits) {
  RequestView view;
  RETURN_IF_ERROR(view.Read(body));
  std::string model;
  json::AppendString(model, edits.model);
  const std::array<FieldEdit, 3> fields = {
      FieldEdit{.field = "conversation_id"}, FieldEdit{.field = "session_id"},
      FieldEdit{.field = "model", .action = FieldEdit::Action::kSet, .value = model}};
  Splice splice(body);
  EditFields(view.root(), fields, splice);
  if (!edits.history.empty()) InsertHistory(view.messages(), edits.history, splice);
  return splice.Apply();
}

}  // namespace signalbox::dialect::anthropic_messages
