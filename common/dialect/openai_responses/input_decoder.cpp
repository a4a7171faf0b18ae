#include "common/dialect/openai_responses/input_decoder.h"

#include <string>

#include <fmt/format.h>

#include "common/dialect/extra_fields.h"
#include "common/dialect/field_error.h"
#include "common/dialect/openai_responses/content_part.h"
#include "common/dialect/openai_responses/notes.h"
#include "common/dialect/openai_responses/output_item.h"
#include "common/status/macros.h"

namespace signalbox::dialect::openai_responses {
namespace {

using llm::v1::Message;
using Blocks = google::protobuf::RepeatedPtrField<llm::v1::ContentBlock>;

llm::v1::Role RoleOf(json::Value word) {
  if (word.Is("user")) return llm::v1::USER;
  if (word.Is("system")) return llm::v1::SYSTEM;
  return word.Is("developer") ? llm::v1::DEVELOPER : llm::v1::ROLE_UNSPECIFIED;
}

// A string, or a list of parts.
absl::Status DecodeContent(json::Value content, std::string_view path, Blocks& blocks) {
  if (content.IsString()) {
    blocks.Add()->mutable_text()->set_text(content.Text());
    return absl::OkStatus();
  }
  if (!content.IsArray()) return BadField(path, "expected a string or an array");
  int index = 0;
  for (const json::Value part : content.elements()) {
    ASSIGN_OR_RETURN(auto block, DecodePart(part, Side::kInput, fmt::format("{}[{}]", path, index++)));
    *blocks.Add() = std::move(block);
  }
  return absl::OkStatus();
}

// What the item says beside its content: the id, what it says of itself, what only this dialect knows.
template <typename Skip>
void NoteFields(json::Value item, const Skip& skip, Message& message) {
  ExtraFields form;
  ExtraFields extra;
  for (const auto [key, value] : item.members()) {
    if (skip(key, value)) continue;
    if (key.Is("id") && value.IsString()) message.set_id(value.Text());
    const bool says_nothing = value.IsNull() || key.Is("type") || key.Is("id") || key.Is("status");
    (says_nothing ? form : extra).Keep(key, value);
  }
  message.set_form_json(form.Take());
  message.set_extra_json(extra.Take());
}

bool IsMessage(json::Value item) {
  const auto type = item.Find("type");
  return type ? type->Is("message") : item.Find("role").has_value();
}

}  // namespace

absl::Status InputDecoder::Add(json::Value item, std::string_view path) {
  if (!item.IsObject()) return BadField(path, "expected an object");
  if (const auto twice = json::RepeatedName(item)) return BadField(fmt::format("{}.{}", path, *twice), "given twice");

  const bool goes_on = in_turn_;
  Message begun;
  Message& turn = goes_on ? *messages_.Mutable(messages_.size() - 1) : begun;
  ASSIGN_OR_RETURN(const bool said, AppendOutputItem(item, path, turn));
  if (said) {
    if (!goes_on) {
      begun.set_role(llm::v1::ASSISTANT);
      *messages_.Add() = std::move(begun);
    }
    in_turn_ = true;
    return absl::OkStatus();
  }
  in_turn_ = false;
  if (IsMessage(item)) return AddMessage(item, path);
  const auto type = item.Find("type");
  if (type && type->Is("function_call_output")) return AddResult(item, path);
  if (!type && !item.Find("id")) return BadField(path, "has neither a type nor a role");
  AddWhole(item);
  return absl::OkStatus();
}

absl::Status InputDecoder::AddMessage(json::Value item, std::string_view path) {
  const auto role = item.Find("role");
  const auto content = item.Find("content");
  if (!role || !role->IsString()) return BadField(fmt::format("{}.role", path), "expected a string");
  if (!content) return BadField(fmt::format("{}.content", path), "required");
  // An empty list could not be told from no content at all.
  if (RoleOf(*role) == llm::v1::ROLE_UNSPECIFIED || (content->IsArray() && content->Empty())) {
    AddWhole(item);
    return absl::OkStatus();
  }
  Message& message = Begin(RoleOf(*role));
  RETURN_IF_ERROR(DecodeContent(*content, fmt::format("{}.content", path), *message.mutable_content()));
  NoteFields(
      item, [](json::Value key, json::Value) { return key.Is("role") || key.Is("content"); }, message);
  return absl::OkStatus();
}

absl::Status InputDecoder::AddResult(json::Value item, std::string_view path) {
  const auto call_id = item.Find("call_id");
  const auto output = item.Find("output");
  if (!call_id || !call_id->IsString()) return BadField(fmt::format("{}.call_id", path), "expected a string");
  if (!output) return BadField(fmt::format("{}.output", path), "required");
  if (output->IsArray() && output->Empty()) {
    AddWhole(item);
    return absl::OkStatus();
  }
  Message& message = Begin(llm::v1::TOOL);
  llm::v1::ToolResult& result = *message.add_content()->mutable_tool_result();
  result.set_tool_call_id(call_id->Text());
  RETURN_IF_ERROR(DecodeContent(*output, fmt::format("{}.output", path), *result.mutable_content()));
  const auto name = item.Find("name");
  if (name && name->IsString()) result.set_name(name->Text());
  NoteFields(
      item,
      [&](json::Value key, json::Value value) {
        return key.Is("call_id") || key.Is("output") || (key.Is("name") && value.IsString() && !result.name().empty());
      },
      message);
  return absl::OkStatus();
}

void InputDecoder::AddWhole(json::Value item) {
  messages_.Add()->set_extra_json(std::string(item.raw()));
}

Message& InputDecoder::Begin(llm::v1::Role role) {
  Message& message = *messages_.Add();
  message.set_role(role);
  return message;
}

}  // namespace signalbox::dialect::openai_responses
