#include "common/dialect/openai_chat/tools.h"

#include <algorithm>
#include <string>
#include <utility>

#include "common/dialect/extra_fields.h"
#include "common/dialect/openai_chat/cache_marker.h"
#include "common/dialect/openai_chat/members.h"

namespace signalbox::dialect::openai_chat {
namespace {

using Mode = llm::v1::ToolChoice;
using Kind = llm::v1::ResponseFormat;

enum class Held { kAll, kMeaning, kPart };

bool HasType(json::Value object, std::string_view type) {
  return MemberIs(object, "type", type);
}

// How much of the function the Tool holds: not a field it has no place for; of some forms only the meaning.
Held DecodeFunction(json::Value function, llm::v1::Tool& tool) {
  Held held = Held::kAll;
  for (const auto [key, value] : function.members()) {
    if (key.Is("name") && value.IsString()) {
      tool.set_name(value.Text());
    } else if (key.Is("description") && value.IsString() && !value.Is("")) {
      tool.set_description(value.Text());
    } else if (key.Is("parameters") && value.IsObject()) {
      tool.set_parameters_json(std::string(value.raw()));
    } else if (key.Is("strict") && value.Bool()) {
      tool.set_strict(*value.Bool());
    } else if (value.IsNull() || (key.Is("description") && value.Is(""))) {
      held = std::max(held, Held::kMeaning);
    } else {
      held = Held::kPart;
    }
  }
  return held;
}

void WriteFunction(const llm::v1::Tool& tool, json::Writer& writer) {
  writer.BeginObject().Key("name").String(tool.name());
  if (!tool.description().empty()) writer.Key("description").String(tool.description());
  if (!tool.parameters_json().empty()) writer.Key("parameters").Raw(tool.parameters_json());
  if (tool.has_strict()) writer.Key("strict").Bool(tool.strict());
  writer.EndObject();
}

bool TakeCacheMarker(json::Value value, llm::v1::Tool& tool) {
  auto marker = DecodeCacheMarker(value);
  if (marker) *tool.mutable_cache() = *std::move(marker);
  return tool.has_cache();
}

}  // namespace

llm::v1::Tool DecodeTool(json::Value tool) {
  llm::v1::Tool result;
  const auto function = ObjectMember(tool, "function");
  const bool known = function && HasType(tool, "function");
  const Held held = known ? DecodeFunction(*function, result) : Held::kPart;
  if (result.name().empty()) {
    result.Clear();
    result.set_extra_json(std::string(tool.raw()));
    return result;
  }
  ExtraFields extra;
  ExtraFields form;
  for (const auto [key, value] : tool.members()) {
    if (key.Is("type") || (key.Is("cache_control") && TakeCacheMarker(value, result))) continue;
    if (!key.Is("function") || held == Held::kPart) {
      extra.Keep(key, value);
    } else if (held == Held::kMeaning) {
      form.Keep(key, value);
    }
  }
  result.set_extra_json(extra.Take());
  result.set_form_json(form.Take());
  return result;
}

void WriteBareTool(const llm::v1::Tool& tool, json::Writer& writer) {
  writer.BeginObject().Key("type").String("function").Key("function");
  WriteFunction(tool, writer);
  writer.EndObject();
}

llm::v1::Tool DecodeLegacyFunction(json::Value function) {
  llm::v1::Tool tool;
  if (function.IsObject()) DecodeFunction(function, tool);
  return tool;
}

void WriteTool(const llm::v1::Tool& tool, json::Writer& writer) {
  ObjectWriter object(writer, tool.extra_json(), tool.form_json());
  if (!tool.name().empty()) {
    if (object.Wants("type")) writer.String("function");
    if (object.Wants("function")) WriteFunction(tool, writer);
    if (tool.has_cache() && object.Wants("cache_control")) WriteCacheMarker(tool.cache(), writer);
  }
  object.Finish();
}

bool DecodeToolChoice(json::Value choice, llm::v1::ToolChoice& into) {
  into.set_mode(choice.Is("auto")       ? Mode::AUTO
                : choice.Is("none")     ? Mode::NONE
                : choice.Is("required") ? Mode::REQUIRED
                                        : Mode::MODE_UNSPECIFIED);
  if (into.mode() != Mode::MODE_UNSPECIFIED) return true;
  if (!choice.IsObject() || !HasType(choice, "function")) return false;
  const auto function = choice.Find("function");
  const auto name = function && function->IsObject() ? function->Find("name") : std::nullopt;
  if (!name || !name->IsString()) return false;
  into.set_mode(Mode::NAMED);
  into.set_name(name->Text());
  return CountMembers(choice) == 2 && CountMembers(*function) == 1;
}

bool DecodeLegacyChoice(json::Value choice, llm::v1::ToolChoice& into) {
  into.set_mode(choice.Is("auto") ? Mode::AUTO : choice.Is("none") ? Mode::NONE : Mode::MODE_UNSPECIFIED);
  if (into.mode() != Mode::MODE_UNSPECIFIED) return true;
  const auto name = StringMember(choice, "name");
  if (!name || CountMembers(choice) != 1) return false;
  into.set_mode(Mode::NAMED);
  into.set_name(name->Text());
  return true;
}

void WriteToolChoice(const llm::v1::ToolChoice& choice, json::Writer& writer) {
  switch (choice.mode()) {
    case Mode::NONE:
      writer.String("none");
      break;
    case Mode::REQUIRED:
      writer.String("required");
      break;
    case Mode::NAMED:
      writer.BeginObject().Key("type").String("function");
      writer.Key("function").BeginObject().Key("name").String(choice.name()).EndObject().EndObject();
      break;
    default:
      writer.String("auto");
  }
}

bool DecodeResponseFormat(json::Value format, llm::v1::ResponseFormat& into) {
  if (!format.IsObject()) return false;
  const std::size_t members = CountMembers(format);
  if (HasType(format, "text")) into.set_kind(Kind::TEXT);
  if (HasType(format, "json_object")) into.set_kind(Kind::JSON_OBJECT);
  if (into.kind() != Kind::KIND_UNSPECIFIED) return members == 1;
  const auto schema = format.Find("json_schema");
  if (!HasType(format, "json_schema") || !schema || !schema->IsObject()) return false;
  into.set_kind(Kind::JSON_SCHEMA);
  into.set_json_schema_json(std::string(schema->raw()));
  return members == 2;
}

void WriteResponseFormat(const llm::v1::ResponseFormat& format, json::Writer& writer) {
  writer.BeginObject().Key("type");
  switch (format.kind()) {
    case Kind::JSON_OBJECT:
      writer.String("json_object");
      break;
    case Kind::JSON_SCHEMA:
      writer.String("json_schema").Key("json_schema").Raw(format.json_schema_json());
      break;
    default:
      writer.String("text");
  }
  writer.EndObject();
}

}  // namespace signalbox::dialect::openai_chat
