#include "common/dialect/anthropic_messages/block_names.h"

#include <fmt/format.h>

namespace signalbox::dialect::anthropic_messages {
namespace {

using llm::v1::ContentBlock;

bool IsPart(const ContentBlock& block) {
  return !block.has_thinking() && !block.has_tool_call() && !block.has_refusal();
}

// In OpenAI's chat, thinking, refusal and tool calls stand beside the content.
std::string ChatBlock(const llm::v1::Message& message, int index) {
  const ContentBlock& block = message.content(index);
  if (block.has_thinking()) return ".reasoning_content";
  if (block.has_refusal()) return ".refusal";
  if (block.has_tool_result()) return ".content";
  int place = 0;
  for (int i = 0; i < index; ++i) {
    const ContentBlock& before = message.content(i);
    if (block.has_tool_call() ? before.has_tool_call() : IsPart(before)) ++place;
  }
  return fmt::format("{}[{}]", block.has_tool_call() ? ".tool_calls" : ".content", place);
}

}  // namespace

std::string_view BlockNames::Arguments() const {
  switch (dialect_) {
    case llm::v1::OPENAI_CHAT:
      return ".function.arguments";
    case llm::v1::OPENAI_RESPONSES:
      return ".arguments";
    case llm::v1::GEMINI:
      return ".functionCall.args";
    default:
      return ".input";
  }
}

std::string_view BlockNames::Signature() const {
  return dialect_ == llm::v1::GEMINI ? ".thoughtSignature" : ".signature";
}

std::string BlockNames::PathWithin(const llm::v1::Message& message, const Part& part) const {
  const bool chat = dialect_ == llm::v1::OPENAI_CHAT;
  std::string path = chat ? ChatBlock(message, part.index)
                          : fmt::format("{}[{}]", dialect_ == llm::v1::GEMINI ? ".parts" : ".content", part.index);
  if (part.nested >= 0) path += fmt::format("{}[{}]", chat ? "" : ".content", part.nested);
  return path;
}

}  // namespace signalbox::dialect::anthropic_messages
