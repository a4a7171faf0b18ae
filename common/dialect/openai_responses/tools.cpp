#include "common/dialect/openai_responses/tools.h"

#include <string>

#include <fmt/format.h>

#include "common/dialect/caller_names.h"
#include "common/dialect/extra_fields.h"
#include "common/dialect/field_error.h"
#include "common/dialect/openai_responses/notes.h"
#include "common/status/macros.h"

namespace signalbox::dialect::openai_responses {
namespace {

using llm::v1::Tool;
using Mode = llm::v1::ToolChoice;

constexpr std::string_view kNoParameters = R"({"type":"object","properties":{}})";

bool HasType(json::Value object, std::string_view type) {
  const auto value = object.Find("type");
  return value && value->Is(type);
}

// Whether the tool has a place for the field.
absl::StatusOr<bool> TakeField(json::Value key, json::Value value, std::string_view path, Tool& tool) {
  const auto wrong = [&](std::string_view what) { return BadField(fmt::format("{}.{}", path, key.Text()), what); };
  if (value.IsNull()) return false;
  if (key.Is("description")) {
    if (!value.IsString()) return wrong("expected a string");
    tool.set_description(value.Text());
    return !tool.description().empty();
  }
  if (key.Is("parameters")) {
    if (!value.IsObject()) return wrong("expected an object");
    tool.set_parameters_json(std::string(value.raw()));
    return true;
  }
  if (key.Is("strict")) {
    if (!value.Bool()) return wrong("expected true or false");
    tool.set_strict(*value.Bool());
    return true;
  }
  return key.Is("type") || key.Is("name");
}

absl::StatusOr<Tool> DecodeTool(json::Value object, std::string_view path) {
  if (!object.IsObject()) return BadField(path, "expected an object");
  if (const auto twice = json::RepeatedName(object)) return BadField(fmt::format("{}.{}", path, *twice), "given twice");
  Tool tool;
  if (!HasType(object, "function")) {
    if (!object.Find("type")) return BadField(fmt::format("{}.type", path), "required");
    tool.set_extra_json(std::string(object.raw()));
    return tool;
  }
  const auto name = object.Find("name");
  if (!name || !name->IsString() || name->Is("")) return BadField(fmt::format("{}.name", path), "expected a string");
  tool.set_name(name->Text());
  ExtraFields form;
  ExtraFields extra;
  for (const auto [key, value] : object.members()) {
    ASSIGN_OR_RETURN(const bool taken, TakeField(key, value, path, tool));
    if (!taken) (value.IsNull() || value.Is("") ? form : extra).Keep(key, value);
  }
  tool.set_form_json(form.Take());
  tool.set_extra_json(extra.Take());
  return tool;
}

void WriteTool(const Tool& tool, bool own, bool complete, json::Writer& writer) {
  const std::string kept = own ? JoinFields(tool.form_json(), tool.extra_json()) : std::string();
  ObjectWriter object(writer, kept);
  if (!tool.name().empty()) {
    if (object.Wants("type")) writer.String("function");
    if (object.Wants("name")) writer.String(tool.name());
    if (!tool.description().empty() && object.Wants("description")) writer.String(tool.description());
    const bool has_parameters = !tool.parameters_json().empty();
    if ((has_parameters || complete) && object.Wants("parameters")) {
      writer.Raw(has_parameters ? std::string_view(tool.parameters_json()) : kNoParameters);
    }
    if ((tool.has_strict() || complete) && object.Wants("strict")) writer.Bool(tool.has_strict() ? tool.strict() : own);
  }
  object.Finish();
}

// False when nothing of the tool can be said.
bool ReportLosses(const Tool& tool, int index, Losses& losses) {
  const std::string path = ToolPath(index);
  if (tool.name().empty()) {
    losses.Add(path);
    return false;
  }
  losses.AddExtra(path + ".", tool.extra_json());
  if (tool.has_cache()) losses.Add(path + std::string(kCachePath));
  return true;
}

}  // namespace

absl::Status DecodeTools(json::Value tools, llm::v1::Conversation& into) {
  if (!tools.IsArray()) return BadField("tools", "expected an array");
  int index = 0;
  for (const json::Value element : tools.elements()) {
    ASSIGN_OR_RETURN(Tool tool, DecodeTool(element, fmt::format("tools[{}]", index++)));
    *into.add_tools() = std::move(tool);
  }
  return absl::OkStatus();
}

void WriteTools(const llm::v1::Conversation& from, json::Writer& writer, Losses& losses) {
  const bool own = IsOwn(from.dialect());
  int index = 0;
  writer.BeginArray();
  for (const Tool& tool : from.tools()) {
    if (own || ReportLosses(tool, index, losses)) WriteTool(tool, own, !own, writer);
    ++index;
  }
  writer.EndArray();
}

void WriteToolsEcho(const llm::v1::Conversation& from, json::Writer& writer) {
  const bool own = IsOwn(from.dialect());
  writer.BeginArray();
  for (const Tool& tool : from.tools()) {
    if (own || !tool.name().empty()) WriteTool(tool, own, true, writer);
  }
  writer.EndArray();
}

absl::StatusOr<bool> DecodeToolChoice(json::Value choice, llm::v1::ToolChoice& into) {
  if (choice.IsString()) {
    into.set_mode(choice.Is("auto")       ? Mode::AUTO
                  : choice.Is("none")     ? Mode::NONE
                  : choice.Is("required") ? Mode::REQUIRED
                                          : Mode::MODE_UNSPECIFIED);
    if (into.mode() == Mode::MODE_UNSPECIFIED) return BadField("tool_choice", "expected auto, none or required");
    return true;
  }
  if (!choice.IsObject()) return BadField("tool_choice", "expected a string or an object");
  if (HasType(choice, "allowed_tools")) {
    const auto mode = choice.Find("mode");
    into.set_mode(mode && mode->Is("required") ? Mode::REQUIRED : Mode::AUTO);
    return false;
  }
  if (!HasType(choice, "function")) return false;
  const auto name = choice.Find("name");
  if (!name || !name->IsString()) return BadField("tool_choice.name", "expected a string");
  into.set_mode(Mode::NAMED);
  into.set_name(name->Text());
  std::size_t members = 0;
  for ([[maybe_unused]] const auto member : choice.members()) ++members;
  return members == 2;
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
      writer.BeginObject().Key("type").String("function").Key("name").String(choice.name()).EndObject();
      break;
    default:
      writer.String("auto");
  }
}

}  // namespace signalbox::dialect::openai_responses
