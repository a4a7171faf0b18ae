#include "common/dialect/openai_responses/kept_answer.h"

#include <algorithm>
#include <iterator>
#include <span>
#include <utility>

#include "common/dialect/field_edits.h"
#include "common/dialect/splice.h"
#include "common/json/document.h"
#include "common/json/writer.h"
#include "common/status/macros.h"

namespace signalbox::dialect::openai_responses {
namespace {

constexpr std::string_view kEventEnd = "\n\n";
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

bool CarriesAnswer(std::string_view event) {
  constexpr std::string_view kTypes[] = {"created", "queued", "in_progress", "completed", "incomplete", "failed"};
  constexpr std::string_view kPrefix = "event: response.";
  if (!event.starts_with(kPrefix)) return false;
  event.remove_prefix(kPrefix.size());
  const std::string_view type = event.substr(0, event.find('\n'));
  return std::find(std::begin(kTypes), std::end(kTypes), type) != std::end(kTypes);
}

/// False, and nothing is appended, when it carries no answer that can be read.
bool AppendEdited(std::string_view event, std::span<const FieldEdit> edits, std::string& out) {
  const std::string_view data = DataOf(event);
  json::Document document;
  if (data.empty() || !document.Read(data).ok() || !document.root().IsObject()) return false;
  const auto answer = document.root().Find("response");
  if (!answer || !answer->IsObject()) return false;
  Splice splice(data);
  EditFields(*answer, edits, splice);
  const auto begin = static_cast<std::size_t>(data.data() - event.data());
  out += event.substr(0, begin);
  splice.ApplyTo(out);
  out += event.substr(begin + data.size());
  return true;
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

std::string EventsWithState(std::string_view events, const AnswerState& state) {
  const std::vector<FieldEdit> edits = EditsFor(state);
  std::string out;
  while (!events.empty()) {
    const std::size_t end = events.find(kEventEnd);
    const std::string_view event = events.substr(0, end == events.npos ? end : end + kEventEnd.size());
    events.remove_prefix(event.size());
    if (!CarriesAnswer(event) || !AppendEdited(event, edits, out)) out += event;
  }
  return out;
}

std::string AnswerInLast(std::string_view events) {
  if (events.ends_with(kEventEnd)) events.remove_suffix(kEventEnd.size());
  const std::size_t before = events.rfind(kEventEnd);
  if (before != events.npos) events.remove_prefix(before + kEventEnd.size());
  const std::string_view data = DataOf(events);
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
