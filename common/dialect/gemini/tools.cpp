#include "common/dialect/gemini/tools.h"

#include <algorithm>
#include <string>

#include "common/dialect/caller_names.h"
#include "common/dialect/field_error.h"
#include "common/dialect/gemini/kept_fields.h"
#include "common/dialect/gemini/names.h"
#include "common/dialect/gemini/schema.h"
#include "common/status/macros.h"

namespace signalbox::dialect::gemini {
namespace {

using llm::v1::Conversation;
using llm::v1::Tool;

// Forms that say how tools shared the objects of the array; no field of Google's is called so.
constexpr std::string_view kBegins = "group begins";
constexpr std::string_view kJoins = "group goes on";

absl::StatusOr<FieldKeeper> DecodeFunction(json::Value function, std::string_view path, Tool& tool) {
  RETURN_IF_ERROR(CheckObject(function, path));
  FieldKeeper keeper;
  const bool has_both = FindField(function, "parameters") && FindField(function, "parametersJsonSchema");
  for (const auto [key, value] : function.members()) {
    if (key.Is("name") && value.IsString()) {
      tool.set_name(value.Text());
    } else if (key.Is("description") && value.IsString() && !value.Is("")) {
      tool.set_description(value.Text());
    } else if (key.Is("parameters") && value.IsObject() && !has_both) {
      tool.set_parameters_json(ToJsonSchema(value));
      keeper.KeepForm("parametersJsonSchema", "null");
      keeper.KeepForm("parameters", value.raw());
    } else if (IsField(key, "parametersJsonSchema") && value.IsObject()) {
      tool.set_parameters_json(std::string(value.raw()));
    } else {
      keeper.KeepIn("", key, value);
    }
  }
  if (tool.name().empty()) return BadField(Join(path, "name"), "expected a name");
  return keeper;
}

absl::Status DecodeFunctions(json::Value functions, std::string_view path, Conversation& into) {
  int index = 0;
  for (const json::Value function : functions.elements()) {
    std::string place(path);
    place += ".functionDeclarations[";
    place += std::to_string(index);
    place += ']';
    const bool may_continue = into.tools_size() > 0 && !into.tools(into.tools_size() - 1).name().empty();
    Tool& tool = *into.add_tools();
    ASSIGN_OR_RETURN(FieldKeeper keeper, DecodeFunction(function, place, tool));
    if (index++ == 0 && may_continue) keeper.KeepForm(kBegins, "true");
    keeper.MoveTo(tool);
  }
  return absl::OkStatus();
}

void WriteFunction(const Tool& tool, const KeptFields& kept, json::Writer& writer) {
  FieldWriter object(writer, kept);
  if (object.Wants("name")) writer.String(tool.name());
  if (!tool.description().empty() && object.Wants("description")) writer.String(tool.description());
  if (const auto own = kept.Form("parameters")) {
    writer.Key("parameters").Raw(own->raw());
  } else if (!tool.parameters_json().empty() && object.Wants("parametersJsonSchema")) {
    writer.Raw(tool.parameters_json());
  }
  object.Finish();
}

void ReportTool(const Conversation& conversation, int index, Losses& losses) {
  const Tool& tool = conversation.tools(index);
  const std::string path = ToolPath(index);
  if (tool.name().empty()) return losses.Add(path);
  if (tool.strict()) losses.Add(path + std::string(StrictPath(conversation.dialect())));
  if (tool.has_cache()) losses.Add(path + std::string(kCachePath));
  losses.AddExtra(Join(path, ""), tool.extra_json());
}

// Writes the array's objects; functions that follow each other share one.
class ToolsWriter {
 public:
  explicit ToolsWriter(json::Writer& writer) : writer_(writer) {}

  void Add(const Tool& tool, bool own) {
    const KeptFields kept(tool, own);
    if (tool.name().empty()) return AddOther(kept);
    if (in_functions_ && kept.Form(kBegins)) Close();
    if (!in_functions_) writer_.BeginObject().Key("functionDeclarations").BeginArray();
    in_functions_ = true;
    WriteFunction(tool, kept, writer_);
  }

  void Close() {
    if (in_functions_) writer_.EndArray().EndObject();
    in_functions_ = false;
  }

 private:
  // The rest of the object that declared the functions before it, or an object of its own.
  void AddOther(const KeptFields& kept) {
    const bool joins = in_functions_ && kept.Form(kJoins);
    if (!joins) {
      Close();
      FieldWriter(writer_, kept).Finish();
      return;
    }
    writer_.EndArray();
    in_functions_ = false;
    FieldWriter(writer_, kept, "", FieldWriter::Object::kGoesOn).Finish();
  }

  json::Writer& writer_;
  bool in_functions_ = false;
};

}  // namespace

absl::Status DecodeTool(json::Value tool, std::string_view path, Conversation& into) {
  RETURN_IF_ERROR(CheckObject(tool, path));
  const auto functions = FindField(tool, "functionDeclarations");
  if (functions && !functions->IsArray()) return BadField(Join(path, "functionDeclarations"), "expected an array");
  const bool declares = functions && !functions->Empty();
  FieldKeeper rest;
  bool has_rest = !declares;
  for (const auto [key, value] : tool.members()) {
    if (declares && IsField(key, "functionDeclarations")) continue;
    rest.KeepIn("", key, value);
    has_rest = true;
  }
  if (declares) RETURN_IF_ERROR(DecodeFunctions(*functions, path, into));
  if (!has_rest) return absl::OkStatus();
  if (declares) rest.KeepForm(kJoins, "true");
  Tool& other = *into.add_tools();
  rest.MoveTo(other);
  if (other.extra_json().empty()) other.set_extra_json("{}");
  return absl::OkStatus();
}

bool HasTools(const Conversation& conversation) {
  const bool own = conversation.dialect() == llm::v1::GEMINI;
  return std::any_of(conversation.tools().begin(), conversation.tools().end(),
                     [&](const Tool& tool) { return own || !tool.name().empty(); });
}

void WriteTools(const Conversation& conversation, ToolsForm form, json::Writer& writer) {
  const bool own = conversation.dialect() == llm::v1::GEMINI;
  if (form == ToolsForm::kList) writer.BeginArray();
  ToolsWriter tools(writer);
  for (const Tool& tool : conversation.tools()) {
    if (own || !tool.name().empty()) tools.Add(tool, own);
  }
  tools.Close();
  if (form == ToolsForm::kList) writer.EndArray();
}

void ReportTools(const Conversation& conversation, Losses& losses) {
  if (conversation.dialect() == llm::v1::GEMINI) return;
  for (int index = 0; index < conversation.tools_size(); ++index) ReportTool(conversation, index, losses);
}

}  // namespace signalbox::dialect::gemini
