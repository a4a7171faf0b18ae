#include "common/dialect/openai_responses/kept_answer.h"

#include <utility>

#include "common/dialect/field_edits.h"
#include "common/dialect/splice.h"
#include "common/json/document.h"
#include "common/json/writer.h"
#include "common/status/macros.h"

namespace signalbox::dialect::openai_responses {
namespace {

constexpr std::string_view kData = "\ndata: ";

std::string IdOf(json::Value object) {
  const auto id = object.IsObject() ? object.Find("id") : std::nullopt;
  return id && id->IsString() ? id->Text() : std::string();
}

/// Calls `take(id, item)` for every item of the output that has an id.
template <typename Take>
void ForEachItem(json::Value answer, const Take& take) {
  const auto output = answer.Find("output");
  if (!output || !output->IsArray()) return;
  for (const json::Value item : output->elements()) {
    std::string id = IdOf(item);
    if (!id.empty()) take(std::move(id), item);
  }
}

/// Where an event's data stand: our streams have one line of them, last.
std::string_view DataOf(std::string_view event) {
  const std::size_t at = event.find(kData);
  if (at == event.npos) return {};
  const std::string_view data = event.substr(at + kData.size());
  return data.substr(0, data.find('\n'));
}

std::vector<FieldEdit> EditsFor(const AnswerState& state) {
  std::vector<FieldEdit> edits;
  if (!state.previous_response_id.empty()) {
    std::string id;
    json::AppendString(id, state.previous_response_id);
    edits.push_back({"previous_response_id", FieldEdit::Action::kSet, std::move(id)});
  }
  if (!state.conversation.empty()) {
    json::Writer writer;
    writer.BeginObject().Key("id").String(state.conversation).EndObject();
    edits.push_back({"conversation", FieldEdit::Action::kSet, writer.Take()});
  }
  return edits;
}

}  // namespace

std::optional<AnswerFacts> ReadAnswer(std::string_view answer) {
  json::Document document;
  if (!document.Read(answer).ok() || !document.root().IsObject()) return std::nullopt;
  AnswerFacts facts;
  facts.id = IdOf(document.root());
  const auto status = document.root().Find("status");
  if (facts.id.empty() || (status && !status->Is("completed") && !status->Is("incomplete"))) return std::nullopt;
  ForEachItem(document.root(), [&](std::string id, json::Value) { facts.item_ids.push_back(std::move(id)); });
  return facts;
}

absl::StatusOr<std::string> WithState(std::string_view answer, const AnswerState& state) {
  return EditFields(answer, EditsFor(state));
}

std::string EventWithState(std::string_view event, const AnswerState& state) {
  const std::string_view data = DataOf(event);
  json::Document document;
  if (data.empty() || !document.Read(data).ok() || !document.root().IsObject()) return std::string(event);
  const auto answer = document.root().Find("response");
  if (!answer || !answer->IsObject()) return std::string(event);
  Splice splice(data);
  EditFields(*answer, EditsFor(state), splice);
  const auto begin = static_cast<std::size_t>(data.data() - event.data());
  std::string edited(event.substr(0, begin));
  splice.ApplyTo(edited);
  edited += event.substr(begin + data.size());
  return edited;
}

std::string AnswerInEvent(std::string_view event) {
  const std::string_view data = DataOf(event);
  json::Document document;
  if (data.empty() || !document.Read(data).ok() || !document.root().IsObject()) return {};
  const auto answer = document.root().Find("response");
  return answer && answer->IsObject() ? std::string(answer->raw()) : std::string();
}

void AddItems(std::string_view answer, ItemsById& items) {
  json::Document document;
  if (!document.Read(answer).ok() || !document.root().IsObject()) return;
  ForEachItem(document.root(),
              [&](std::string id, json::Value item) { items.try_emplace(std::move(id), std::string(item.raw())); });
}

}  // namespace signalbox::dialect::openai_responses
