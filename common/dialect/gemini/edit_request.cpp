#include <optional>
#include <string>
#include <utility>

#include "common/dialect/gemini/contents_writer.h"
#include "common/dialect/gemini/names.h"
#include "common/dialect/gemini/request.h"
#include "common/dialect/gemini/request_view.h"
#include "common/dialect/remove_members.h"
#include "common/dialect/splice.h"
#include "common/json/writer.h"
#include "common/status/macros.h"

namespace signalbox::dialect::gemini {
namespace {

// The path names the model, but a body may do so again, and then as a resource; Google refuses two that differ.
void RenameModel(json::Value request, std::string_view model, Splice& splice) {
  const auto named = FindField(request, "model");
  if (!named || !named->IsString()) return;
  std::string quoted;
  json::AppendString(quoted, ResourceOf(model));
  splice.Replace(*named, std::move(quoted));
}

// Whether a block of a remembered turn may be said again. Nobody can answer the calls of an answer that was cut, a
// result without its call is refused, and only its own provider can read a thought.
bool CanBeSaid(const llm::v1::Message& turn, const llm::v1::ContentBlock& block, CallNames& names) {
  if (block.has_tool_call()) {
    if (!turn.partial()) names.Add(block.tool_call().id(), block.tool_call().name());
    return !turn.partial();
  }
  if (block.has_tool_result()) return !names.NameOf(block.tool_result().tool_call_id()).empty();
  return !block.has_thinking() || turn.dialect() == llm::v1::GEMINI;
}

absl::StatusOr<std::string> EncodeHistory(std::span<const llm::v1::Message> history) {
  Losses losses;
  json::Writer writer;
  writer.BeginArray();
  ContentsWriter contents(writer, llm::v1::DIALECT_UNSPECIFIED, true, losses);
  CallNames names;
  for (const llm::v1::Message& turn : history) {
    llm::v1::Message said = turn;
    said.clear_content();
    for (const llm::v1::ContentBlock& block : turn.content()) {
      if (CanBeSaid(turn, block, names)) *said.add_content() = block;
    }
    if (said.content_size() > 0) RETURN_IF_ERROR(contents.Add(said));
  }
  contents.Finish();
  writer.EndArray();
  std::string text = writer.Take();
  return text.substr(1, text.size() - 2);
}

absl::Status InsertHistory(json::Value contents, std::span<const llm::v1::Message> history, Splice& splice) {
  ASSIGN_OR_RETURN(std::string turns, EncodeHistory(history));
  if (turns.empty()) return absl::OkStatus();
  if (contents.IsObject()) {
    splice.Insert(contents.begin_offset(), "[");
    splice.Insert(contents.end_offset(), "]");
  }
  turns += ',';
  const json::Value first = contents.IsObject() ? contents : *contents.elements().begin();
  splice.Insert(first.begin_offset(), std::move(turns));
  return absl::OkStatus();
}

}  // namespace

absl::StatusOr<std::string> EditRequest(std::string_view body, const RequestEdits& edits) {
  RequestView view;
  RETURN_IF_ERROR(view.Read(body));
  Splice splice(body);
  RemoveMembers(view.root(), IsOurs, splice);
  if (!edits.model.empty()) RenameModel(view.request(), edits.model, splice);
  RETURN_IF_ERROR(InsertHistory(view.contents(), edits.history, splice));
  return splice.Apply();
}

}  // namespace signalbox::dialect::gemini
