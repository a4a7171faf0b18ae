#include "common/dialect/openai_chat/caller_paths.h"

#include <array>

#include <fmt/format.h>

namespace signalbox::dialect::openai_chat {
namespace {

using llm::v1::Dialect;

// Where a dialect keeps its messages and its instructions, and what a message's blocks are called.
struct Words {
  Dialect dialect;
  std::string_view messages;
  std::string_view system;  // Empty where instructions are messages.
  std::string_view blocks;
};

constexpr std::array<Words, 4> kWords = {{
    {llm::v1::ANTHROPIC_MESSAGES, "messages", "system", ".content"},
    {llm::v1::GEMINI, "contents", "systemInstruction", ".parts"},
    {llm::v1::OPENAI_RESPONSES, "input", "instructions", ".content"},
    {llm::v1::OPENAI_CHAT, "messages", "", ".content"},
}};

const Words& WordsOf(Dialect dialect) {
  for (const Words& words : kWords) {
    if (words.dialect == dialect) return words;
  }
  return kWords.back();
}

struct Name {
  std::string_view canonical;
  std::string_view anthropic;
  std::string_view gemini;
  std::string_view responses;
};

constexpr std::array<Name, 8> kNames = {{
    {"messages", "messages", "contents", "input"},
    {"stop", "stop_sequences", "generationConfig.stopSequences", "stop"},
    {"top_k", "top_k", "generationConfig.topK", "top_k"},
    {"reasoning.budget_tokens", "thinking.budget_tokens", "generationConfig.thinkingConfig.thinkingBudget",
     "reasoning.effort"},
    {"reasoning.include", "thinking.display", "generationConfig.thinkingConfig.includeThoughts", "reasoning.summary"},
    {"tool_choice", "tool_choice", "toolConfig", "tool_choice"},
    {"parallel_tool_calls", "tool_choice.disable_parallel_tool_use", "toolConfig", "parallel_tool_calls"},
    {"service_tier", "service_tier", "serviceTier", "service_tier"},
}};

}  // namespace

std::string Place::Text() const {
  const Words& words = WordsOf(dialect);
  const bool apart = role == llm::v1::SYSTEM && !words.system.empty();
  std::string text = apart ? std::string(words.system) : fmt::format("{}[{}]", words.messages, message);
  if (block < 0) return text;
  if (!apart || dialect == llm::v1::GEMINI) text += words.blocks;
  return text + fmt::format("[{}]", block);
}

Place Places::Next(llm::v1::Role role) {
  const bool apart = role == llm::v1::SYSTEM && !WordsOf(dialect_).system.empty();
  return {dialect_, role, apart ? 0 : next_++};
}

std::string_view CallerName(Dialect dialect, std::string_view canonical) {
  for (const Name& name : kNames) {
    if (name.canonical != canonical) continue;
    if (dialect == llm::v1::ANTHROPIC_MESSAGES) return name.anthropic;
    if (dialect == llm::v1::GEMINI) return name.gemini;
    if (dialect == llm::v1::OPENAI_RESPONSES) return name.responses;
  }
  return canonical;
}

}  // namespace signalbox::dialect::openai_chat
