#include "common/dialect/openai_chat/request_edit.h"

#include "common/dialect/openai_chat/history.h"
#include "common/dialect/openai_chat/request_view.h"
#include "common/dialect/splice.h"
#include "common/json/writer.h"
#include "common/status/macros.h"

namespace signalbox::dialect::openai_chat {
namespace {

// A member goes with the comma before it, or, while nothing that stays stands before it, with the one after it.
void RemoveOurFields(json::Value root, Splice& splice) {
  constexpr std::size_t kNone = 0;  // No member begins there: the object's bracket does at the earliest.
  std::size_t leading = kNone;
  std::size_t end_of_last = kNone;
  bool anything_stays = false;
  for (const auto [key, value] : root.members()) {
    if (leading != kNone) splice.Remove(leading, key.begin_offset());
    leading = kNone;
    if (!IsOurs(key)) {
      anything_stays = true;
    } else if (anything_stays) {
      splice.Remove(end_of_last, value.end_offset());
    } else {
      leading = key.begin_offset();
    }
    end_of_last = value.end_offset();
  }
}

std::size_t EndOfLastMember(json::Value root) {
  std::size_t end = 0;
  for (const auto [key, value] : root.members()) end = value.end_offset();
  return end;
}

void AskForUsage(const RequestView& view, Splice& splice) {
  constexpr std::string_view kWanted = "\"include_usage\":true";
  const auto options = view.stream_options();
  if (!options) {
    splice.Insert(EndOfLastMember(view.root()), ",\"stream_options\":{\"include_usage\":true}");
  } else if (!options->IsObject()) {
    splice.Replace(*options, "{\"include_usage\":true}");
  } else if (const auto include_usage = options->Find("include_usage")) {
    splice.Replace(*include_usage, "true");
  } else {
    splice.Insert(options->begin_offset() + 1, std::string(kWanted) + (options->Empty() ? "" : ","));
  }
}

void InsertHistory(json::Value messages, std::span<const llm::v1::Message> history, Splice& splice) {
  const std::string turns = EncodeHistory(history);
  if (turns.empty()) return;
  std::optional<json::Value> last_instruction;
  for (const json::Value message : messages.elements()) {
    if (!IsInstruction(message)) break;
    last_instruction = message;
  }
  if (last_instruction) {
    splice.Insert(last_instruction->end_offset(), "," + turns);
  } else {
    splice.Insert((*messages.elements().begin()).begin_offset(), turns + ",");
  }
}

}  // namespace

absl::StatusOr<std::string> EditRequest(std::string_view body, const RequestEdits& edits) {
  RequestView view;
  RETURN_IF_ERROR(view.Read(body));

  Splice splice(body);
  RemoveOurFields(view.root(), splice);
  std::string model;
  json::AppendString(model, edits.model);
  splice.Replace(view.model(), std::move(model));
  if (edits.ask_for_usage) AskForUsage(view, splice);
  InsertHistory(view.messages(), edits.history, splice);
  return splice.Apply();
}

}  // namespace signalbox::dialect::openai_chat
