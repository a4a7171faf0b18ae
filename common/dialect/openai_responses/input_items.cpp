#include "common/dialect/openai_responses/input_items.h"

#include <optional>
#include <utility>

#include <fmt/format.h>

#include "common/dialect/losses.h"
#include "common/dialect/openai_responses/input_writer.h"
#include "common/dialect/openai_responses/notes.h"
#include "common/json/document.h"
#include "common/json/writer.h"

namespace signalbox::dialect::openai_responses {
namespace {

std::string ListOf(std::span<const llm::v1::Message> turns) {
  llm::v1::Conversation conversation;
  conversation.set_dialect(llm::v1::OPENAI_RESPONSES);
  for (const llm::v1::Message& turn : turns) *conversation.add_messages() = turn;
  json::Writer writer;
  Losses losses;
  InputWriter items(conversation, writer, losses);
  writer.BeginArray();
  for (int index = 0; index < conversation.messages_size(); ++index) items.Write(index);
  writer.EndArray();
  return writer.Take();
}

std::optional<json::Value> Given(json::Value item, std::string_view name) {
  const auto value = item.Find(name);
  return value && !value->IsNull() ? value : std::nullopt;
}

bool IsMessage(json::Value item) {
  const auto type = Given(item, "type");
  return type ? type->Is("message") : item.Find("role").has_value();
}

std::string_view PrefixOf(json::Value item) {
  if (IsMessage(item)) return "msg";
  const auto type = Given(item, "type");
  if (type && type->Is("function_call")) return "fc";
  if (type && type->Is("function_call_output")) return "fco";
  return type && type->Is("reasoning") ? "rs" : "item";
}

std::string IdOf(json::Value item, std::string_view answer_id, std::size_t index) {
  const auto id = Given(item, "id");
  if (id && id->IsString()) return id->Text();
  constexpr std::string_view kAnswer = "resp_";
  if (answer_id.starts_with(kAnswer)) answer_id.remove_prefix(kAnswer.size());
  return fmt::format("{}_{}_in{:02x}", PrefixOf(item), answer_id, index);
}

void WriteWords(json::Value words, bool by_model, json::Writer& writer) {
  writer.BeginArray().BeginObject();
  writer.Key("type").String(by_model ? "output_text" : "input_text").Key("text").Raw(words.raw());
  if (by_model) writer.Key("annotations").BeginArray().EndArray().Key("logprobs").BeginArray().EndArray();
  writer.EndObject().EndArray();
}

bool HasStatus(json::Value item) {
  const auto type = Given(item, "type");
  return IsMessage(item) || (type && (type->Is("function_call") || type->Is("function_call_output")));
}

std::string Listed(json::Value item, const std::string& id) {
  const bool message = IsMessage(item);
  const auto role = item.Find("role");
  json::Writer writer;
  writer.BeginObject().Key("id").String(id);
  if (message) writer.Key("type").String("message");
  if (!Given(item, "status") && HasStatus(item)) writer.Key("status").String("completed");
  for (const auto [key, value] : item.members()) {
    if (key.Is("id") || (message && key.Is("type")) || (key.Is("status") && value.IsNull())) continue;
    writer.Key(key.Text());
    if (message && key.Is("content") && value.IsString()) {
      WriteWords(value, role && role->Is("assistant"), writer);
    } else {
      writer.Raw(value.raw());
    }
  }
  writer.EndObject();
  return writer.Take();
}

}  // namespace

std::vector<InputItem> InputItemsOf(std::span<const llm::v1::Message> turns, std::string_view answer_id) {
  std::vector<InputItem> items;
  const std::string list = ListOf(turns);
  json::Document document;
  if (!document.Read(list).ok()) return items;
  for (const json::Value item : document.root().elements()) {
    std::string id = IdOf(item, answer_id, items.size());
    std::string json = Listed(item, id);
    items.push_back({std::move(id), std::move(json)});
  }
  return items;
}

bool IsInstructionsField(const llm::v1::Message& turn) {
  return IsOwn(turn.dialect()) && turn.form_json() == kInstructionsForm;
}

}  // namespace signalbox::dialect::openai_responses
