#include "common/dialect/openai_chat/message_decoder.h"

#include <array>
#include <string>
#include <utility>

#include <fmt/format.h>

#include "common/dialect/extra_fields.h"
#include "common/dialect/field_error.h"
#include "common/dialect/openai_chat/annotation.h"
#include "common/dialect/openai_chat/content_part.h"
#include "common/dialect/openai_chat/legacy_function.h"
#include "common/dialect/openai_chat/members.h"
#include "common/dialect/openai_chat/parameters.h"
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

bool IsPlainFunction(json::Value function) {
  return StringMember(function, "name") && StringMember(function, "arguments") && CountMembers(function) == 2;
}

bool DecodeFunction(json::Value function, llm::v1::ToolCall& call) {
  const auto name = StringMember(function, "name");
  const auto arguments = StringMember(function, "arguments");
  if (!name || !arguments) return false;
  call.set_name(name->Text());
  call.set_arguments_json(arguments->Text());
  return CountMembers(function) == 2;
}

// {"id","type":"function","function":{"name","arguments"}}; other fields of the call are kept beside it.
bool DecodeCall(json::Value call, llm::v1::ContentBlock& block) {
  const auto id = StringMember(call, "id");
  const auto function = ObjectMember(call, "function");
  if (!id || !function || !MemberIs(call, "type", "function")) return false;
  block.mutable_tool_call()->set_id(id->Text());
  const bool whole = DecodeFunction(*function, *block.mutable_tool_call());
  ExtraFields extra;
  for (const auto [key, value] : call.members()) {
    if (!key.Is("id") && !key.Is("type") && !key.Is("function")) extra.Keep(key, value);
  }
  block.set_extra_json(extra.Take());
  return whole && !json::RepeatedName(call);
}

bool DecodeCalls(json::Value calls, Blocks& blocks) {
  if (!calls.IsArray() || calls.Empty()) return false;
  bool all_whole = true;
  for (const json::Value call : calls.elements()) {
    llm::v1::ContentBlock block;
    all_whole = DecodeCall(call, block) && all_whole;
    const bool named = !block.tool_call().name().empty();
    if (named) *blocks.Add() = std::move(block);
    all_whole = all_whole && named;
  }
  return all_whole;
}

// The fields the canonical model has a place for, and their order in it.
enum Slot : std::size_t {
  kRole,
  kName,
  kToolCallId,
  kReasoning,
  kOtherReasoning,
  kContent,
  kRefusal,
  kToolCalls,
  kFunctionCall,
  kAnnotations,
  kSlots
};
constexpr std::array<std::string_view, kSlots> kNames = {
    "role",    "name",    "tool_call_id", "reasoning_content", "reasoning",
    "content", "refusal", "tool_calls",   "function_call",     "annotations"};

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
      } else if (value.IsNull()) {
        form_.Keep(key, value);
      } else {
        extra_.Keep(key, value);
      }
    }
    for (std::size_t slot = 0; slot < kSlots; ++slot) {
      if (!found[slot]) continue;
      ASSIGN_OR_RETURN(const Taken taken, Take(static_cast<Slot>(slot), *found[slot]));
      const std::string key = fmt::format("\"{}\"", kNames[slot]);
      if (taken == Taken::kNothing) extra_.Keep(key, found[slot]->raw());
      if (taken == Taken::kMeaning) form_.Keep(key, found[slot]->raw());
    }
    message_.set_extra_json(extra_.Take());
    message_.set_form_json(form_.Take());
    return std::move(message_);
  }

 private:
  // A tool's message is its result; whatever it says stands inside.
  llm::v1::ToolResult& Result() {
    if (message_.content_size() == 0) message_.add_content();
    return *message_.mutable_content(0)->mutable_tool_result();
  }

  absl::StatusOr<Taken> Take(Slot slot, json::Value value) {
    if (value.IsNull()) return Taken::kMeaning;
    switch (slot) {
      case kContent:
        return TakeContent(value);
      case kToolCalls:
        if (value.IsArray() && value.Empty()) return Taken::kMeaning;
        return AllIf(DecodeCalls(value, *message_.mutable_content()));
      case kFunctionCall:
        return TakeFunctionCall(value);
      case kAnnotations:
        return TakeAnnotations(value);
      case kRole:
        return TakeRole(value);
      default:
        return value.IsString() ? TakeText(slot, value) : Taken::kNothing;
    }
  }

  absl::StatusOr<Taken> TakeContent(json::Value value) {
    const bool is_tool = message_.role() == llm::v1::TOOL;
    if (value.IsArray() && value.Empty()) return Taken::kMeaning;
    // An empty answer has no words, and so no block of them.
    if (value.Is("") && message_.role() == llm::v1::ASSISTANT) return Taken::kMeaning;
    ASSIGN_OR_RETURN(const bool whole,
                     DecodeContent(value, path_, is_tool ? *Result().mutable_content() : *message_.mutable_content()));
    return AllIf(whole);
  }

  // The result of a legacy function call says only the function's name.
  Taken TakeRole(json::Value value) {
    if (value.Is(kLegacyRole)) {
      message_.set_role(llm::v1::TOOL);
      Result();
      message_.mutable_content(0)->set_form_json(std::string(kLegacyMark));
      return Taken::kAll;
    }
    message_.set_role(value.IsString() ? RoleOf(value.Text()) : llm::v1::ROLE_UNSPECIFIED);
    return AllIf(message_.role() != llm::v1::ROLE_UNSPECIFIED);
  }

  Taken TakeFunctionCall(json::Value value) {
    if (!IsPlainFunction(value)) return Taken::kNothing;
    llm::v1::ContentBlock& block = *message_.add_content();
    block.set_form_json(std::string(kLegacyMark));
    block.mutable_tool_call()->set_id(std::string(kLegacyCallId));
    return AllIf(DecodeFunction(value, *block.mutable_tool_call()));
  }

  // They are of the text; their own dialect writes them as they were.
  Taken TakeAnnotations(json::Value value) {
    if (!value.IsArray()) return Taken::kNothing;
    bool understood = true;
    llm::v1::Text* const text = LastText();
    for (const json::Value annotation : value.elements()) {
      auto citation = DecodeAnnotation(annotation);
      understood = understood && citation && text != nullptr;
      if (citation && text != nullptr) *text->add_citations() = *std::move(citation);
    }
    return understood ? Taken::kMeaning : Taken::kNothing;
  }

  llm::v1::Text* LastText() {
    for (int i = message_.content_size() - 1; i >= 0; --i) {
      if (message_.content(i).has_text()) return message_.mutable_content(i)->mutable_text();
    }
    return nullptr;
  }

  Taken TakeText(Slot slot, json::Value value) {
    const bool is_tool = message_.role() == llm::v1::TOOL;
    if (value.Is("")) return Taken::kMeaning;
    switch (slot) {
      case kName:
        message_.set_name(value.Text());
        if (is_tool) Result().set_name(value.Text());
        return Taken::kAll;
      case kToolCallId:
        if (is_tool) Result().set_tool_call_id(value.Text());
        return AllIf(is_tool);
      case kReasoning:
        message_.add_content()->mutable_thinking()->set_text(value.Text());
        return Taken::kAll;
      case kOtherReasoning:
        if (!StringMember(object_, "reasoning_content")) {
          message_.add_content()->mutable_thinking()->set_text(value.Text());
        }
        return Taken::kMeaning;
      case kRefusal:
        message_.add_content()->mutable_refusal()->set_text(value.Text());
        return Taken::kAll;
      default:
        return Taken::kNothing;
    }
  }

  const json::Value object_;
  const std::string_view path_;
  llm::v1::Message message_;
  ExtraFields extra_;
  ExtraFields form_;
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
