#include "common/dialect/openai_responses/caller_terms.h"

#include <array>

#include <fmt/format.h>

namespace signalbox::dialect::openai_responses {
namespace {

using llm::v1::Dialect;

constexpr std::size_t kTerms = 7;
constexpr std::array<std::string_view, kTerms> kOpenAi = {"stop", "seed",  "presence_penalty", "frequency_penalty",
                                                          "n",    "top_k", "reasoning_effort"};
constexpr std::array<std::string_view, kTerms> kAnthropic = {
    "stop_sequences", "seed", "presence_penalty", "frequency_penalty", "n", "top_k", "thinking.budget_tokens"};
constexpr std::array<std::string_view, kTerms> kGemini = {"generationConfig.stopSequences",
                                                          "generationConfig.seed",
                                                          "generationConfig.presencePenalty",
                                                          "generationConfig.frequencyPenalty",
                                                          "generationConfig.candidateCount",
                                                          "generationConfig.topK",
                                                          "generationConfig.thinkingConfig.thinkingBudget"};

bool IsInstruction(const llm::v1::Message& message) {
  return message.role() == llm::v1::SYSTEM || message.role() == llm::v1::DEVELOPER;
}

// In these the instructions stand outside the list of turns.
bool HasSystemField(Dialect dialect) {
  return dialect == llm::v1::ANTHROPIC_MESSAGES || dialect == llm::v1::GEMINI;
}

}  // namespace

std::string_view TermOf(Dialect dialect, Unsaid what) {
  const auto index = static_cast<std::size_t>(what);
  if (dialect == llm::v1::ANTHROPIC_MESSAGES) return kAnthropic[index];
  return dialect == llm::v1::GEMINI ? kGemini[index] : kOpenAi[index];
}

bool IsOutside(Dialect dialect, const llm::v1::Message& message) {
  return HasSystemField(dialect) && IsInstruction(message);
}

std::string PathOf(Dialect dialect, const llm::v1::Message& message, int index) {
  if (IsOutside(dialect, message)) return dialect == llm::v1::GEMINI ? "systemInstruction" : "system";
  return fmt::format("{}[{}]", dialect == llm::v1::GEMINI ? "contents" : "messages", index);
}

std::string BlockPathOf(Dialect dialect, int index) {
  return fmt::format("{}[{}]", dialect == llm::v1::GEMINI ? ".parts" : ".content", index);
}

std::string_view CacheTermOf(Dialect dialect) {
  return dialect == llm::v1::BEDROCK_CONVERSE ? ".cachePoint" : ".cache_control";
}

}  // namespace signalbox::dialect::openai_responses
