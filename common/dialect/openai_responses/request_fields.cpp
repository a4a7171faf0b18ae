#include "common/dialect/openai_responses/request_fields.h"

#include "common/dialect/openai_responses/settings.h"

namespace signalbox::dialect::openai_responses {
namespace {

constexpr std::string_view kText = "text.";
constexpr std::string_view kReasoning = "reasoning.";

std::string QuotedAfter(std::string_view name, std::string_view prefix) {
  std::string quoted;
  json::AppendString(quoted, name.substr(prefix.size()));
  return quoted;
}

bool IsStandIn(json::Value key) {
  return key.Is("prompt") || key.Is("previous_response_id") || key.Is("conversation");
}

}  // namespace

RequestFields::RequestFields(const llm::v1::Conversation& from, bool own) : from_(from), own_(own) {
  if (!own) return;
  Sort(from.extra_json(), false);
  Sort(from.form_json(), true);
  top_level_ = kept_.Take();
  text_ = kept_text_.Take();
  reasoning_ = kept_reasoning_.Take();
}

void RequestFields::Sort(std::string_view fields, bool is_form) {
  json::Document document;
  if (fields.empty() || !document.Read(fields).ok() || !document.root().IsObject()) return;
  for (const auto [key, value] : document.root().members()) {
    const std::string name = key.Text();
    if (name.starts_with(kText)) {
      kept_text_.Keep(QuotedAfter(name, kText), value.raw());
    } else if (name.starts_with(kReasoning)) {
      kept_reasoning_.Keep(QuotedAfter(name, kReasoning), value.raw());
    } else if (key.Is("stream")) {
      no_stream_ = value.raw();
    } else {
      kept_.Keep(key, value);
    }
    names_user_ = names_user_ || (is_form && key.Is("safety_identifier") && !value.IsNull());
    has_stand_in_ = has_stand_in_ || (IsStandIn(key) && !value.IsNull());
  }
}

void RequestFields::WriteText(ObjectWriter& object, json::Writer& writer) const {
  if ((!from_.has_response_format() && text_.empty()) || !object.Wants("text")) return;
  ObjectWriter text(writer, text_);
  if (from_.has_response_format() && text.Wants("format")) WriteFormat(from_.response_format(), writer);
  text.Finish();
}

void RequestFields::WriteReasoning(ObjectWriter& object, json::Writer& writer) const {
  const std::string_view effort = AskedEffort(from_.reasoning());
  const bool asks_summary = !own_ && from_.reasoning().include();
  if ((effort.empty() && !asks_summary && reasoning_.empty()) || !object.Wants("reasoning")) return;
  ObjectWriter reasoning(writer, reasoning_);
  if (!effort.empty() && reasoning.Wants("effort")) writer.String(effort);
  if (asks_summary && reasoning.Wants("summary")) writer.String("auto");
  reasoning.Finish();
}

}  // namespace signalbox::dialect::openai_responses
