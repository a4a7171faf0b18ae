#include "common/dialect/openai_chat/message_encoder.h"

#include <algorithm>
#include <string>
#include <vector>

#include "common/dialect/openai_chat/content_part.h"
#include "common/dialect/extra_fields.h"
#include "common/dialect/openai_chat/role.h"

namespace signalbox::dialect::openai_chat {
namespace {

using Blocks = google::protobuf::RepeatedPtrField<llm::v1::ContentBlock>;

// A refusal is a part of the content only if it was one; else it is a field of the message.
bool IsPart(const llm::v1::ContentBlock& block) {
  if (block.has_refusal()) return !block.extra_json().empty();
  return !block.has_tool_call() && !block.has_tool_result() && !block.has_thinking();
}

void WriteContent(const Blocks& blocks, ObjectWriter& object, json::Writer& writer) {
  std::vector<const llm::v1::ContentBlock*> parts;
  for (const auto& block : blocks) {
    if (IsPart(block)) parts.push_back(&block);
  }
  if (parts.empty() || !object.Wants("content")) return;
  if (parts.size() == 1 && parts[0]->has_text() && parts[0]->extra_json().empty()) {
    writer.String(parts[0]->text().text());
    return;
  }
  writer.BeginArray();
  for (const auto* part : parts) WritePart(*part, writer);
  writer.EndArray();
}

void WriteText(std::string_view name, const std::string& text, ObjectWriter& object, json::Writer& writer) {
  if (!text.empty() && object.Wants(name)) writer.String(text);
}

void WriteCalls(const Blocks& blocks, ObjectWriter& object, json::Writer& writer) {
  const auto is_call = [](const llm::v1::ContentBlock& block) { return block.has_tool_call(); };
  if (std::none_of(blocks.begin(), blocks.end(), is_call) || !object.Wants("tool_calls")) return;
  writer.BeginArray();
  for (const auto& block : blocks) {
    if (!is_call(block)) continue;
    const llm::v1::ToolCall& call = block.tool_call();
    writer.BeginObject().Key("id").String(call.id()).Key("type").String("function");
    writer.Key("function").BeginObject().Key("name").String(call.name());
    writer.Key("arguments").String(call.arguments_json()).EndObject().EndObject();
  }
  writer.EndArray();
}

void WriteHead(const llm::v1::Message& message, ObjectWriter& object, json::Writer& writer) {
  WriteText("role", std::string(WordOf(message.role())), object, writer);
  WriteText("name", message.name(), object, writer);
}

void WriteResult(const llm::v1::Message& message, const llm::v1::ToolResult& result, json::Writer& writer) {
  ObjectWriter object(writer, message.extra_json());
  WriteHead(message, object, writer);
  WriteText("tool_call_id", result.tool_call_id(), object, writer);
  WriteContent(result.content(), object, writer);
  object.Finish();
}

void WriteTurn(const llm::v1::Message& message, json::Writer& writer) {
  std::string reasoning;
  std::string refusal;
  for (const auto& block : message.content()) {
    if (block.has_thinking()) reasoning += block.thinking().text();
    if (block.has_refusal() && !IsPart(block)) refusal += block.refusal().text();
  }
  ObjectWriter object(writer, message.extra_json());
  WriteHead(message, object, writer);
  WriteContent(message.content(), object, writer);
  WriteText("reasoning_content", reasoning, object, writer);
  WriteText("refusal", refusal, object, writer);
  WriteCalls(message.content(), object, writer);
  object.Finish();
}

}  // namespace

void WriteMessage(const llm::v1::Message& message, json::Writer& writer) {
  bool has_result = false;
  for (const auto& block : message.content()) {
    if (!block.has_tool_result()) continue;
    WriteResult(message, block.tool_result(), writer);
    has_result = true;
  }
  if (!has_result) WriteTurn(message, writer);
}

}  // namespace signalbox::dialect::openai_chat
