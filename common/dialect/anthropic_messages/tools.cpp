#include "common/dialect/anthropic_messages/tools.h"

#include <algorithm>
#include <string>

#include "common/dialect/anthropic_messages/block_decoder.h"
#include "common/dialect/anthropic_messages/block_writer.h"
#include "common/dialect/anthropic_messages/fields.h"
#include "common/dialect/anthropic_messages/kept_fields.h"
#include "common/dialect/anthropic_messages/request_names.h"

namespace signalbox::dialect::anthropic_messages {
namespace {

using llm::v1::Conversation;
using llm::v1::Tool;
using llm::v1::ToolChoice;

constexpr std::string_view kNoParameters = R"({"type":"object","properties":{}})";

bool IsCustom(json::Value tool) {
  const auto type = tool.Find("type");
  return !TextOfField(tool, "name").empty() && (!type || type->IsNull() || type->Is("custom"));
}

bool TakeField(json::Value key, json::Value value, Tool& into) {
  if (key.Is("name")) {
    into.set_name(value.Text());
  } else if (key.Is("description") && value.IsString() && !value.Is("")) {
    into.set_description(value.Text());
  } else if (key.Is("input_schema") && value.IsObject()) {
    into.set_parameters_json(std::string(value.raw()));
  } else if (key.Is("strict") && value.Bool()) {
    into.set_strict(*value.Bool());
  } else if (key.Is("cache_control")) {
    llm::v1::CacheMarker marker;
    if (!DecodeCacheControl(value, marker)) return false;
    *into.mutable_cache() = std::move(marker);
  } else {
    return false;
  }
  return true;
}

Tool DecodeTool(json::Value tool) {
  Tool result;
  if (!IsCustom(tool) || json::RepeatedName(tool)) {
    result.set_extra_json(std::string(tool.raw()));
    return result;
  }
  KeptFields kept;
  for (const auto [key, value] : tool.members()) {
    if (key.Is("type")) {
      kept.Spelled(key, value);
    } else if (!TakeField(key, value, result)) {
      kept.Keep(key, value);
    }
  }
  kept.MoveTo(result);
  return result;
}

// What is written must be an object schema, and say so.
std::string InputSchema(const std::string& parameters_json) {
  json::Document document;
  if (!document.Read(parameters_json).ok() || !document.root().IsObject()) return std::string(kNoParameters);
  const json::Value root = document.root();
  if (root.Find("type")) return parameters_json;
  std::string schema = R"({"type":"object")";
  schema += root.Empty() ? R"(,"properties":{})" : ",";
  schema += root.raw().substr(1);
  return schema;
}

// Of its own dialect a tool says what it said; any other must have a schema here.
void WriteSchema(const Tool& tool, bool own, ObjectWriter& object, json::Writer& writer) {
  const std::string schema = own ? tool.parameters_json() : InputSchema(tool.parameters_json());
  if (IsJsonObject(schema) && object.Wants("input_schema")) writer.Raw(schema);
}

void WriteTool(const Tool& tool, bool own, json::Writer& writer) {
  const std::string kept = KeptOf(tool, own);
  ObjectWriter object(writer, kept);
  if (!tool.name().empty()) {
    if (object.Wants("name")) writer.String(tool.name());
    if (!tool.description().empty() && object.Wants("description")) writer.String(tool.description());
    WriteSchema(tool, own, object, writer);
    if (tool.has_strict() && (own || tool.strict()) && object.Wants("strict")) writer.Bool(tool.strict());
  }
  if (tool.has_cache() && object.Wants("cache_control")) WriteCacheControl(tool.cache(), writer);
  object.Finish();
}

std::string_view WordOf(ToolChoice::Mode mode) {
  switch (mode) {
    case ToolChoice::NONE:
      return "none";
    case ToolChoice::REQUIRED:
      return "any";
    case ToolChoice::NAMED:
      return "tool";
    default:
      return "auto";
  }
}

void WriteToolChoice(const Conversation& from, bool own, ObjectWriter& object, json::Writer& writer) {
  const ToolChoice& choice = from.tool_choice();
  const bool parallel_is_said = from.has_parallel_tool_calls() && (own || !from.parallel_tool_calls());
  if (!from.has_tool_choice() && !parallel_is_said) return;
  if (!object.Wants("tool_choice")) return;
  writer.BeginObject().Key("type").String(WordOf(choice.mode()));
  if (choice.mode() == ToolChoice::NAMED) writer.Key("name").String(choice.name());
  if (parallel_is_said && (own || choice.mode() != ToolChoice::NONE)) {
    writer.Key("disable_parallel_tool_use").Bool(!from.parallel_tool_calls());
  }
  writer.EndObject();
}

bool CanBeWritten(const Tool& tool, bool own) {
  return !tool.name().empty() || (own && IsJsonObject(tool.extra_json()));
}

void LoseToolChoice(const Conversation& from, const RequestNames& names, Losses& losses) {
  const ToolChoice::Mode mode = from.tool_choice().mode();
  if (mode == ToolChoice::REQUIRED || mode == ToolChoice::NAMED) losses.Add(names.Of(Setting::kToolChoice));
}

}  // namespace

bool DecodeTools(json::Value tools, Conversation& into) {
  if (!tools.IsArray() || tools.Empty()) return false;
  for (const json::Value tool : tools.elements()) {
    if (!tool.IsObject()) {
      into.clear_tools();
      return false;
    }
    *into.add_tools() = DecodeTool(tool);
  }
  return true;
}

bool DecodeToolChoice(json::Value choice, Conversation& into) {
  if (!choice.IsObject()) return false;
  const auto type = choice.Find("type");
  if (!type) return false;
  ToolChoice result;
  if (type->Is("auto")) result.set_mode(ToolChoice::AUTO);
  if (type->Is("any")) result.set_mode(ToolChoice::REQUIRED);
  if (type->Is("none")) result.set_mode(ToolChoice::NONE);
  if (type->Is("tool")) result.set_mode(ToolChoice::NAMED);
  std::size_t fields = 1;
  if (result.mode() == ToolChoice::NAMED) {
    result.set_name(TextOfField(choice, "name"));
    if (result.name().empty()) return false;
    ++fields;
  }
  if (result.mode() == ToolChoice::MODE_UNSPECIFIED) return false;
  *into.mutable_tool_choice() = std::move(result);
  const auto disable = choice.Find("disable_parallel_tool_use");
  if (disable && disable->Bool()) {
    into.set_parallel_tool_calls(!*disable->Bool());
    ++fields;
  }
  return CountFields(choice) == fields;
}

void WriteTools(const Conversation& from, const RequestNames& names, ObjectWriter& object, json::Writer& writer,
                Losses& losses) {
  const bool own = names.IsOwn();
  const bool any =
      std::any_of(from.tools().begin(), from.tools().end(), [&](const Tool& tool) { return CanBeWritten(tool, own); });
  if (any && object.Wants("tools")) {
    writer.BeginArray();
    for (const Tool& tool : from.tools()) {
      if (CanBeWritten(tool, own)) WriteTool(tool, own, writer);
    }
    writer.EndArray();
  }
  for (int i = 0; !own && i < from.tools_size(); ++i) {
    const Tool& tool = from.tools(i);
    if (tool.name().empty()) {
      losses.Add(ToolPath(i));
    } else {
      losses.AddExtra(ToolPath(i) + ".", tool.extra_json());
    }
  }
  // Without tools the API refuses a choice of them.
  if (any || own) return WriteToolChoice(from, own, object, writer);
  LoseToolChoice(from, names, losses);
}

}  // namespace signalbox::dialect::anthropic_messages
