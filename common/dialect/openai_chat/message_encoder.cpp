#include "common/dialect/openai_chat/message_encoder.h"

#include <algorithm>
#include <string>
#include <vector>

#include "common/dialect/extra_fields.h"
#include "common/dialect/openai_chat/content_part.h"
#include "common/dialect/openai_chat/legacy_function.h"
#include "common/dialect/openai_chat/role.h"

namespace signalbox::dialect::openai_chat {
namespace {

using Blocks = google::protobuf::RepeatedPtrField<llm::v1::ContentBlock>;

// A refusal is a part of the content only if it was one; else it is a field of the message.
bool IsPart(const llm::v1::ContentBlock& block) {
  if (block.has_refusal()) return !block.form_json().empty();
  return !block.has_tool_call() && !block.has_tool_result() && !block.has_thinking();
}

bool IsBareText(const llm::v1::ContentBlock& block) {
  return block.has_text() && block.form_json().empty() && block.extra_json().empty() && !block.has_cache();
}

void WriteContent(const Blocks& blocks, ObjectWriter& object, json::Writer& writer) {
  std::vector<const llm::v1::ContentBlock*> parts;
  for (const auto& block : blocks) {
    if (IsPart(block)) parts.push_back(&block);
  }
  if (parts.empty() || !object.Wants("content")) return;
  if (parts.size() == 1 && IsBareText(*parts[0])) {
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

void WriteFunction(const llm::v1::ToolCall& call, json::Writer& writer) {
  writer.BeginObject().Key("name").String(call.name()).Key("arguments").String(call.arguments_json()).EndObject();
}

void WriteCalls(const Blocks& blocks, ObjectWriter& object, json::Writer& writer) {
  const auto is_call = [](const llm::v1::ContentBlock& block) { return block.has_tool_call() && !IsLegacy(block); };
  if (std::none_of(blocks.begin(), blocks.end(), is_call) || !object.Wants("tool_calls")) return;
  writer.BeginArray();
  for (const auto& block : blocks) {
    if (!is_call(block)) continue;
    const llm::v1::ToolCall& call = block.tool_call();
    ObjectWriter call_object(writer, block.extra_json());
    if (call_object.Wants("id")) writer.String(call.id());
    if (call_object.Wants("type")) writer.String("function");
    if (call_object.Wants("function")) WriteFunction(call, writer);
    call_object.Finish();
  }
  writer.EndArray();
}

void WriteLegacyCall(const Blocks& blocks, ObjectWriter& object, json::Writer& writer) {
  for (const auto& block : blocks) {
    if (!block.has_tool_call() || !IsLegacy(block)) continue;
    if (object.Wants("function_call")) WriteFunction(block.tool_call(), writer);
    return;
  }
}

void WriteHead(const llm::v1::Message& message, std::string_view role, ObjectWriter& object, json::Writer& writer) {
  WriteText("role", std::string(role), object, writer);
  WriteText("name", message.name(), object, writer);
}

void WriteResult(const llm::v1::Message& message, const llm::v1::ContentBlock& block, json::Writer& writer) {
  const llm::v1::ToolResult& result = block.tool_result();
  ObjectWriter object(writer, message.extra_json(), message.form_json());
  WriteHead(message, IsLegacy(block) ? kLegacyRole : WordOf(message.role()), object, writer);
  if (!IsLegacy(block)) WriteText("tool_call_id", result.tool_call_id(), object, writer);
  WriteContent(result.content(), object, writer);
  object.Finish();
}

void WriteNull(std::string_view name, ObjectWriter& object, json::Writer& writer) {
  if (object.Wants(name)) writer.Null();
}

void WriteTurn(const llm::v1::Message& message, bool is_answer, json::Writer& writer) {
  std::string reasoning;
  std::string refusal;
  for (const auto& block : message.content()) {
    if (block.has_thinking()) reasoning += block.thinking().text();
    if (block.has_refusal() && !IsPart(block)) refusal += block.refusal().text();
  }
  ObjectWriter object(writer, message.extra_json(), message.form_json());
  WriteHead(message, WordOf(message.role()), object, writer);
  const bool has_parts = std::any_of(message.content().begin(), message.content().end(), IsPart);
  if (is_answer && !has_parts) WriteNull("content", object, writer);
  WriteContent(message.content(), object, writer);
  if (!object.HasExtra("reasoning")) WriteText("reasoning_content", reasoning, object, writer);
  if (is_answer && refusal.empty()) WriteNull("refusal", object, writer);
  WriteText("refusal", refusal, object, writer);
  WriteCalls(message.content(), object, writer);
  WriteLegacyCall(message.content(), object, writer);
  object.Finish();
}

}  // namespace

void WriteMessage(const llm::v1::Message& message, json::Writer& writer) {
  bool has_result = false;
  for (const auto& block : message.content()) {
    if (!block.has_tool_result()) continue;
    WriteResult(message, block, writer);
    has_result = true;
  }
  if (!has_result) WriteTurn(message, false, writer);
}

void WriteAnswer(const llm::v1::Message& message, json::Writer& writer) {
  WriteTurn(message, true, writer);
}

}  // namespace signalbox::dialect::openai_chat
