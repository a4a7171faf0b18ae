#include "common/dialect/message_place.h"

#include <algorithm>
#include <utility>

#include <fmt/format.h>

#include "common/dialect/caller_names.h"

namespace signalbox::dialect {
namespace {

using llm::v1::ContentBlock;
using llm::v1::Dialect;
using llm::v1::Message;

// What a dialect calls the instructions that stand beside its messages; empty where they are messages.
std::string_view InstructionsOf(Dialect dialect) {
  switch (dialect) {
    case llm::v1::ANTHROPIC_MESSAGES:
      return "system";
    case llm::v1::GEMINI:
      return "systemInstruction";
    case llm::v1::OPENAI_RESPONSES:
      return "instructions";
    default:
      return {};
  }
}

// Only the first message of a request can have stood beside the others; later instructions are among them.
bool StandsBeside(Dialect dialect, const Message& first) {
  if (first.role() != llm::v1::SYSTEM || InstructionsOf(dialect).empty()) return false;
  return dialect != llm::v1::OPENAI_RESPONSES || first.form_json() == kInstructionsForm;
}

bool IsPart(const ContentBlock& block) {
  return !block.has_thinking() && !block.has_tool_call() && !block.has_refusal();
}

// In OpenAI's chat, thinking, refusal and tool calls stand beside the content.
std::string ChatBlock(const Message& message, int index) {
  const ContentBlock& block = message.content(index);
  if (block.has_thinking()) return ".reasoning_content";
  if (block.has_refusal()) return ".refusal";
  if (block.has_tool_result()) return ".content";
  const bool call = block.has_tool_call();
  const auto place =
      std::count_if(message.content().begin(), message.content().begin() + index,
                    [call](const ContentBlock& before) { return call ? before.has_tool_call() : IsPart(before); });
  return fmt::format("{}[{}]", call ? ".tool_calls" : ".content", place);
}

}  // namespace

std::string BlockPath(Dialect dialect, const Message& message, int block) {
  if (dialect == llm::v1::OPENAI_CHAT) return ChatBlock(message, block);
  return fmt::format("{}[{}]", dialect == llm::v1::GEMINI ? ".parts" : ".content", block);
}

std::string NestedPath(Dialect dialect, int nested) {
  return fmt::format("{}[{}]", dialect == llm::v1::OPENAI_CHAT ? "" : ".content", nested);
}

std::string MessagePlace::Path(std::string_view within) const {
  if (index_ == kOutside) return fmt::format("{}{}", InstructionsOf(caller_), within);
  return fmt::format("{}[{}]{}", NameOf(caller_, Setting::kMessages), index_, within);
}

BlockPlace MessagePlace::Block(int index) const {
  return {*this, index};
}

std::string BlockPlace::Path(std::string_view within) const {
  // Anthropic's `system` is the list of blocks itself.
  const bool is_list = message_.index_ == MessagePlace::kOutside && caller() != llm::v1::GEMINI;
  std::string path =
      message_.Path(is_list ? fmt::format("[{}]", block_) : BlockPath(caller(), *message_.message_, block_));
  path += within;
  return path;
}

std::string BlockPlace::Nested(int nested, std::string_view within) const {
  std::string path = Path(NestedPath(caller(), nested));
  path += within;
  return path;
}

MessagePlace MessagePlaces::Next(const Message& message) {
  const bool beside = std::exchange(first_, false) && StandsBeside(caller_, message);
  return {caller_, message, beside ? MessagePlace::kOutside : next_++};
}

std::vector<MessagePlace> PlacesOf(const llm::v1::Conversation& conversation) {
  MessagePlaces places(conversation.dialect());
  std::vector<MessagePlace> all;
  all.reserve(static_cast<std::size_t>(conversation.messages_size()));
  for (const Message& message : conversation.messages()) all.push_back(places.Next(message));
  return all;
}

}  // namespace signalbox::dialect
