#include "common/dialect/openai_chat/message_decoder.h"

#include <array>
#include <string>
#include <utility>

#include <fmt/format.h>

#include "common/dialect/openai_chat/content_part.h"
#include "common/dialect/extra_fields.h"
#include "common/dialect/openai_chat/request_view.h"
#include "common/dialect/openai_chat/role.h"
#include "common/status/macros.h"

namespace signalbox::dialect::openai_chat {
namespace {

using Blocks = google::protobuf::RepeatedPtrField<llm::v1::ContentBlock>;

// Content as one string is a block without extra fields; a list keeps each part's. False: neither of the two.
absl::StatusOr<bool> DecodeContent(json::Value content, std::string_view path, Blocks& blocks) {
  if (content.IsString()) {
    blocks.Add()->mutable_text()->set_text(content.Text());
    return true;
  }
  if (!content.IsArray() || content.Empty()) return false;
  int index = 0;
  for (const json::Value part : content.elements()) {
    const std::string place = fmt::format("{}.content[{}]", path, index++);
    if (!part.IsObject()) return BadField(place, "expected an object");
    if (const auto twice = json::RepeatedName(part))
      return BadField(fmt::format("{}.{}", place, *twice), "given twice");
    *blocks.Add() = DecodePart(part);
  }
  return true;
}

std::size_t CountMembers(json::Value object) {
  std::size_t count = 0;
  for ([[maybe_unused]] const auto member : object.members()) ++count;
  return count;
}

std::optional<json::Value> StringMember(json::Value object, std::string_view name) {
  const auto value = object.Find(name);
  return value && value->IsString() ? value : std::nullopt;
}

// Exactly {"id","type":"function","function":{"name","arguments"}}.
bool DecodeCall(json::Value call, llm::v1::ToolCall& block) {
  if (!call.IsObject()) return false;
  const auto id = StringMember(call, "id");
  const auto type = StringMember(call, "type");
  const auto function = call.Find("function");
  if (!id || !type || !type->Is("function") || !function || !function->IsObject()) return false;
  const auto name = StringMember(*function, "name");
  const auto arguments = StringMember(*function, "arguments");
  if (!name || !arguments) return false;
  block.set_id(id->Text());
  block.set_name(name->Text());
  block.set_arguments_json(arguments->Text());
  return CountMembers(call) == 3 && CountMembers(*function) == 2;
}

bool DecodeCalls(json::Value calls, Blocks& blocks) {
  if (!calls.IsArray() || calls.Empty()) return false;
  bool all_plain = true;
  for (const json::Value call : calls.elements()) {
    llm::v1::ToolCall block;
    all_plain = DecodeCall(call, block) && all_plain;
    if (!block.name().empty()) *blocks.Add()->mutable_tool_call() = std::move(block);
  }
  return all_plain;
}

// The fields the canonical model has a place for, and their order in it.
enum Slot : std::size_t { kRole, kName, kToolCallId, kReasoning, kContent, kRefusal, kToolCalls, kSlots };
constexpr std::array<std::string_view, kSlots> kNames = {"role",    "name",    "tool_call_id", "reasoning_content",
                                                         "content", "refusal", "tool_calls"};

class MessageDecoder {
 public:
  MessageDecoder(json::Value object, std::string_view path) : object_(object), path_(path) {}

  absl::StatusOr<llm::v1::Message> Decode() {
    std::array<std::optional<json::Value>, kSlots> found;
    for (const auto [key, value] : object_.members()) {
      std::size_t slot = 0;
      while (slot < kSlots && !key.Is(kNames[slot])) ++slot;
      if (slot < kSlots) {
        found[slot] = value;
      } else {
        extra_.Keep(key, value);
      }
    }
    for (std::size_t slot = 0; slot < kSlots; ++slot) {
      if (!found[slot]) continue;
      ASSIGN_OR_RETURN(const bool taken, Take(static_cast<Slot>(slot), *found[slot]));
      if (!taken) extra_.Keep(fmt::format("\"{}\"", kNames[slot]), found[slot]->raw());
    }
    message_.set_extra_json(extra_.Take());
    return std::move(message_);
  }

 private:
  // A tool's message is its result; whatever it says stands inside.
  llm::v1::ToolResult& Result() {
    if (message_.content_size() == 0) message_.add_content();
    return *message_.mutable_content(0)->mutable_tool_result();
  }

  absl::StatusOr<bool> Take(Slot slot, json::Value value) {
    const bool is_tool = message_.role() == llm::v1::TOOL;
    if (slot == kContent) {
      return DecodeContent(value, path_, is_tool ? *Result().mutable_content() : *message_.mutable_content());
    }
    if (slot == kToolCalls) return DecodeCalls(value, *message_.mutable_content());
    if (!value.IsString() || value.Is("")) return false;
    return TakeText(slot, value.Text(), is_tool);
  }

  bool TakeText(Slot slot, std::string text, bool is_tool) {
    switch (slot) {
      case kRole:
        message_.set_role(RoleOf(text));
        return message_.role() != llm::v1::ROLE_UNSPECIFIED;
      case kName:
        message_.set_name(std::move(text));
        return true;
      case kToolCallId:
        if (is_tool) Result().set_tool_call_id(std::move(text));
        return is_tool;
      case kReasoning:
        message_.add_content()->mutable_thinking()->set_text(std::move(text));
        return true;
      case kRefusal:
        message_.add_content()->mutable_refusal()->set_text(std::move(text));
        return true;
      default:
        return false;
    }
  }

  const json::Value object_;
  const std::string_view path_;
  llm::v1::Message message_;
  ExtraFields extra_;
};

}  // namespace

absl::StatusOr<llm::v1::Message> DecodeMessage(json::Value message, std::string_view path) {
  if (!message.IsObject()) return BadField(path, "expected an object");
  if (const auto twice = json::RepeatedName(message)) {
    return BadField(fmt::format("{}.{}", path, *twice), "given twice");
  }
  return MessageDecoder(message, path).Decode();
}

}  // namespace signalbox::dialect::openai_chat
