#include "common/dialect/openai_responses/settings.h"

#include <string>

#include <fmt/format.h>

#include "common/dialect/field_error.h"
#include "common/dialect/openai_responses/notes.h"
#include "common/dialect/thinking_effort.h"

namespace signalbox::dialect::openai_responses {
namespace {

using Kind = llm::v1::ResponseFormat;

std::string QuotedPath(std::string_view group, json::Value key) {
  std::string path(group);
  path += '.';
  key.AppendText(path);
  std::string quoted;
  json::AppendString(quoted, path);
  return quoted;
}

void Leave(std::string_view group, json::Value key, json::Value value, Leftovers& left) {
  (value.IsNull() ? left.form : left.extra).Keep(QuotedPath(group, key), value.raw());
}

// The schema with its name and the rest, as chat completions have it in one object.
void TakeSchema(json::Value format, llm::v1::ResponseFormat& into) {
  ExtraFields fields;
  for (const auto [key, value] : format.members()) {
    if (!key.Is("type")) fields.Keep(key, value);
  }
  into.set_kind(Kind::JSON_SCHEMA);
  into.set_json_schema_json(fields.Take());
}

// Whether the format is completely in the canonical one.
absl::StatusOr<bool> TakeFormat(json::Value format, llm::v1::Conversation& into) {
  if (!format.IsObject()) return BadField("text.format", "expected an object");
  if (const auto twice = json::RepeatedName(format)) return BadField("text.format." + *twice, "given twice");
  const auto type = format.Find("type");
  if (!type || !type->IsString()) return BadField("text.format.type", "expected a string");
  std::size_t members = 0;
  for ([[maybe_unused]] const auto member : format.members()) ++members;
  if (type->Is("text") || type->Is("json_object")) {
    into.mutable_response_format()->set_kind(type->Is("text") ? Kind::TEXT : Kind::JSON_OBJECT);
    return members == 1;
  }
  if (!type->Is("json_schema")) return false;
  const auto schema = format.Find("schema");
  if (!schema || !schema->IsObject()) return BadField("text.format.schema", "expected an object");
  const auto name = format.Find("name");
  if (!name || !name->IsString()) return BadField("text.format.name", "expected a string");
  TakeSchema(format, *into.mutable_response_format());
  return true;
}

void WriteSchema(std::string_view json, json::Writer& writer) {
  json::Document document;
  const bool readable = document.Read(json).ok() && document.root().IsObject();
  if (!readable || !document.root().Find("schema")) {
    writer.Key("name").String("answer").Key("schema").Raw(readable ? json : "{}");
    return;
  }
  if (!document.root().Find("name")) writer.Key("name").String("answer");
  for (const auto [key, value] : document.root().members()) writer.Key(key.Text()).Raw(value.raw());
}

}  // namespace

absl::Status DecodeText(json::Value text, llm::v1::Conversation& into, Leftovers& left) {
  if (!text.IsObject()) return BadField("text", "expected an object");
  if (const auto twice = json::RepeatedName(text)) return BadField("text." + *twice, "given twice");
  if (text.Empty()) left.form.Keep("\"text\"", text.raw());
  for (const auto [key, value] : text.members()) {
    if (key.Is("format") && !value.IsNull()) {
      const auto whole = TakeFormat(value, into);
      if (!whole.ok()) return whole.status();
      if (*whole) continue;
    }
    Leave("text", key, value, left);
  }
  return absl::OkStatus();
}

absl::Status DecodeReasoning(json::Value reasoning, llm::v1::Conversation& into, Leftovers& left) {
  if (!reasoning.IsObject()) return BadField("reasoning", "expected an object");
  if (const auto twice = json::RepeatedName(reasoning)) return BadField("reasoning." + *twice, "given twice");
  if (reasoning.Empty()) left.form.Keep("\"reasoning\"", reasoning.raw());
  for (const auto [key, value] : reasoning.members()) {
    const bool effort = key.Is("effort");
    const bool summary = key.Is("summary") || key.Is("generate_summary");
    if ((effort || summary) && !value.IsNull() && !value.IsString()) {
      return BadField("reasoning." + key.Text(), "expected a string");
    }
    if (effort && value.IsString() && !value.Is("")) {
      into.mutable_reasoning()->set_effort(value.Text());
    } else if (summary && value.IsString()) {
      into.mutable_reasoning()->set_include(true);
      left.form.Keep(QuotedPath("reasoning", key), value.raw());
    } else {
      Leave("reasoning", key, value, left);
    }
  }
  return absl::OkStatus();
}

void WriteFormat(const llm::v1::ResponseFormat& format, json::Writer& writer) {
  writer.BeginObject().Key("type");
  switch (format.kind()) {
    case Kind::JSON_OBJECT:
      writer.String("json_object");
      break;
    case Kind::JSON_SCHEMA:
      writer.String("json_schema");
      WriteSchema(format.json_schema_json(), writer);
      break;
    default:
      writer.String("text");
  }
  writer.EndObject();
}

std::string_view AskedEffort(const llm::v1::Reasoning& reasoning) {
  if (!reasoning.effort().empty()) return reasoning.effort();
  return reasoning.has_budget_tokens() ? EffortOf(reasoning.budget_tokens()).word : std::string_view();
}

}  // namespace signalbox::dialect::openai_responses
