#include "common/dialect/bedrock_converse/tool_writer.h"

#include <set>
#include <string>
#include <string_view>

#include "common/dialect/caller_names.h"

namespace signalbox::dialect::bedrock_converse {
namespace {

using llm::v1::Conversation;
using llm::v1::ToolChoice;

constexpr std::string_view kAnyObject = R"({"type":"object","properties":{}})";

/// Names of the tools that the turns call; an empty one for a result whose call is not there.
std::set<std::string_view> UsedTools(const Conversation& conversation) {
  std::set<std::string_view> names;
  bool results = false;
  for (const llm::v1::Message& message : conversation.messages()) {
    for (const llm::v1::ContentBlock& block : message.content()) {
      if (block.has_tool_call()) names.insert(block.tool_call().name());
      results = results || block.has_tool_result();
    }
  }
  if (results && names.empty()) names.insert("tool");
  return names;
}

void WriteSpec(std::string_view name, std::string_view description, std::string_view schema, json::Writer& writer) {
  writer.Key("name").String(name);
  if (!description.empty()) writer.Key("description").String(description);
  writer.Key("inputSchema").BeginObject().Key("json").Raw(schema.empty() ? kAnyObject : schema).EndObject();
}

void WriteTool(const llm::v1::Tool& tool, const std::string& path, json::Writer& writer, Losses& losses) {
  if (tool.name().empty()) return losses.Add(path);  // A server's tool, which only its own dialect knows.
  losses.AddExtra(path + ".", tool.extra_json());
  writer.BeginObject().Key("toolSpec").BeginObject();
  WriteSpec(tool.name(), tool.description(), tool.parameters_json(), writer);
  if (tool.has_strict()) writer.Key("strict").Bool(tool.strict());
  writer.EndObject().EndObject();
}

void WriteChoice(const Conversation& conversation, bool has_tools, json::Writer& writer, Losses& losses) {
  const ToolChoice& choice = conversation.tool_choice();
  const auto write = [&](std::string_view kind) { writer.Key("toolChoice").BeginObject().Key(kind).BeginObject(); };
  switch (choice.mode()) {
    case ToolChoice::AUTO:
      write("auto");
      break;
    case ToolChoice::REQUIRED:
      write("any");
      break;
    case ToolChoice::NAMED:
      write("tool");
      writer.Key("name").String(choice.name());
      break;
    case ToolChoice::NONE:
      // There is no such choice; the tools are there for the sake of the turns before.
      if (has_tools) losses.Add(NameOf(conversation.dialect(), Setting::kToolChoice));
      return;
    default:
      return;
  }
  writer.EndObject().EndObject();
}

}  // namespace

void WriteToolConfig(const Conversation& conversation, json::Writer& writer, BlockWriter& blocks, Losses& losses) {
  if (conversation.has_parallel_tool_calls() && !conversation.parallel_tool_calls() && conversation.tools_size() > 0) {
    losses.Add(NameOf(conversation.dialect(), Setting::kParallelToolCalls));
  }
  const std::set<std::string_view> used = UsedTools(conversation);
  const bool forbidden = conversation.tool_choice().mode() == ToolChoice::NONE;
  bool any = false;
  for (const llm::v1::Tool& tool : conversation.tools()) any = any || !tool.name().empty();
  if ((!any || forbidden) && used.empty()) {
    for (int i = 0; i < conversation.tools_size(); ++i) {
      if (conversation.tools(i).name().empty()) losses.Add(ToolPath(i));
    }
    return;
  }

  writer.Key("toolConfig").BeginObject().Key("tools").BeginArray();
  for (int i = 0; i < conversation.tools_size(); ++i) {
    WriteTool(conversation.tools(i), ToolPath(i), writer, losses);
    if (conversation.tools(i).has_cache()) blocks.WriteCachePoint(conversation.tools(i).cache());
  }
  for (const std::string_view name : used) {
    if (any) break;
    writer.BeginObject().Key("toolSpec").BeginObject();
    WriteSpec(name, "", "", writer);
    writer.EndObject().EndObject();
  }
  writer.EndArray();
  WriteChoice(conversation, any, writer, losses);
  writer.EndObject();
}

}  // namespace signalbox::dialect::bedrock_converse
