#include "common/dialect/anthropic_messages/settings.h"

#include "common/dialect/anthropic_messages/fields.h"
#include "common/dialect/anthropic_messages/tools.h"

namespace signalbox::dialect::anthropic_messages {
namespace {

using llm::v1::Conversation;
using llm::v1::Reasoning;
using llm::v1::Sampling;

bool TakeText(json::Value value, std::string& into) {
  if (!value.IsString() || value.Is("")) return false;
  value.AppendText(into);
  return true;
}

bool TakeDouble(json::Value value, Conversation& into, void (Sampling::*set)(double)) {
  const auto number = value.Number();
  if (number) (into.mutable_sampling()->*set)(*number);
  return number.has_value();
}

bool TakeTopK(json::Value value, Conversation& into) {
  const auto number = value.Int();
  if (number) into.mutable_sampling()->set_top_k(*number);
  return number.has_value();
}

bool TakeBound(json::Value value, Conversation& into) {
  const auto number = value.Int();
  if (number) into.set_max_output_tokens(*number);
  return number.has_value();
}

bool TakeStop(json::Value value, Conversation& into) {
  if (!value.IsArray() || value.Empty()) return false;
  for (const json::Value element : value.elements()) {
    if (!element.IsString()) {
      into.clear_stop();
      return false;
    }
    into.add_stop(element.Text());
  }
  return true;
}

bool TakeMetadata(json::Value value, Conversation& into) {
  if (!value.IsObject()) return false;
  into.set_user(TextOfField(value, "user_id"));
  return !into.user().empty() && CountFields(value) == 1;
}

// `display`: whether the thinking is shown. False for a word nobody here knows.
bool TakeDisplay(json::Value thinking, Reasoning& into, std::size_t& fields) {
  const auto display = thinking.Find("display");
  if (!display) return true;
  ++fields;
  if (display->Is("summarized")) into.set_include(true);
  if (display->Is("omitted")) into.set_include(false);
  return into.has_include();
}

bool TakeThinking(json::Value value, Conversation& into) {
  if (!value.IsObject()) return false;
  const auto type = value.Find("type");
  if (!type) return false;
  Reasoning reasoning = into.reasoning();
  std::size_t fields = 1;
  if (type->Is("disabled")) {
    reasoning.set_budget_tokens(0);
  } else if (type->Is("adaptive")) {
    reasoning.set_budget_tokens(-1);
  } else if (const auto budget = value.Find("budget_tokens"); type->Is("enabled") && budget && budget->Int() > 0) {
    reasoning.set_budget_tokens(*budget->Int());
    ++fields;
  } else {
    return false;
  }
  const bool whole = TakeDisplay(value, reasoning, fields) && CountFields(value) == fields;
  *into.mutable_reasoning() = std::move(reasoning);
  return whole;
}

bool TakeFormat(json::Value format, Conversation& into) {
  if (!format.IsObject()) return false;
  const auto type = format.Find("type");
  const auto schema = format.Find("schema");
  if (!type || !type->Is("json_schema") || !schema || !schema->IsObject()) return false;
  // In the form that names it, which other dialects demand.
  std::string named = R"({"name":"response","schema":)";
  named += schema->raw();
  named += '}';
  into.mutable_response_format()->set_kind(llm::v1::ResponseFormat::JSON_SCHEMA);
  into.mutable_response_format()->set_json_schema_json(std::move(named));
  return CountFields(format) == 2;
}

bool TakeOutputConfig(json::Value value, Conversation& into) {
  if (!value.IsObject() || value.Empty()) return false;
  bool whole = true;
  for (const auto [key, field] : value.members()) {
    if (key.Is("effort")) {
      whole = TakeText(field, *into.mutable_reasoning()->mutable_effort()) && whole;
    } else if (key.Is("format")) {
      whole = TakeFormat(field, into) && whole;
    } else {
      whole = false;
    }
  }
  return whole && !json::RepeatedName(value);
}

bool TakeOurs(json::Value key, json::Value value, Conversation& into) {
  if (!value.IsString()) return true;
  if (key.Is("conversation_id") || into.session_id().empty()) into.set_session_id(value.Text());
  return true;
}

}  // namespace

bool TakeSetting(json::Value key, json::Value value, Conversation& into) {
  if (key.Is("conversation_id") || key.Is("session_id")) return TakeOurs(key, value, into);
  if (key.Is("stream")) {
    into.set_stream(value.Bool().value_or(false));
    return value.Bool().has_value();
  }
  if (key.Is("max_tokens")) return TakeBound(value, into);
  if (key.Is("temperature")) return TakeDouble(value, into, &Sampling::set_temperature);
  if (key.Is("top_p")) return TakeDouble(value, into, &Sampling::set_top_p);
  if (key.Is("top_k")) return TakeTopK(value, into);
  if (key.Is("stop_sequences")) return TakeStop(value, into);
  if (key.Is("metadata")) return TakeMetadata(value, into);
  if (key.Is("service_tier")) return TakeText(value, *into.mutable_service_tier());
  if (key.Is("tools")) return DecodeTools(value, into);
  if (key.Is("tool_choice")) return DecodeToolChoice(value, into);
  if (key.Is("thinking")) return TakeThinking(value, into);
  if (key.Is("output_config")) return TakeOutputConfig(value, into);
  return false;
}

std::string SchemaOf(std::string_view json_schema_json) {
  json::Document document;
  if (!document.Read(json_schema_json).ok() || !document.root().IsObject()) return {};
  const auto schema = document.root().Find("schema");
  return std::string(schema && schema->IsObject() ? schema->raw() : document.root().raw());
}

}  // namespace signalbox::dialect::anthropic_messages
