#include "common/dialect/openai_chat/request_edit.h"

#include "common/dialect/openai_chat/body_edits.h"
#include "common/dialect/openai_chat/history.h"
#include "common/dialect/openai_chat/request_view.h"
#include "common/dialect/splice.h"
#include "common/status/macros.h"

namespace signalbox::dialect::openai_chat {
namespace {

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
  SetModel(view.body(), edits.model, splice);
  if (edits.ask_for_usage) AskForUsage(view.body(), splice);
  InsertHistory(view.messages(), edits.history, splice);
  return splice.Apply();
}

}  // namespace signalbox::dialect::openai_chat
