#include "common/dialect/caller_names.h"

#include <array>

#include <fmt/format.h>

namespace signalbox::dialect {
namespace {

using llm::v1::Dialect;

struct Names {
  Setting setting;
  std::string_view chat;
  std::string_view responses = {};  // Empty, here and below: as in chat.
  std::string_view anthropic = {};
  std::string_view gemini = {};
};

// In the order of Setting.
constexpr auto kNames = std::to_array<Names>({
    {Setting::kTemperature, "temperature", "", "", "generationConfig.temperature"},
    {Setting::kTopP, "top_p", "", "", "generationConfig.topP"},
    {Setting::kTopK, "top_k", "", "", "generationConfig.topK"},
    {Setting::kSeed, "seed", "", "", "generationConfig.seed"},
    {Setting::kPresencePenalty, "presence_penalty", "", "", "generationConfig.presencePenalty"},
    {Setting::kFrequencyPenalty, "frequency_penalty", "", "", "generationConfig.frequencyPenalty"},
    {Setting::kChoices, "n", "", "", "generationConfig.candidateCount"},
    {Setting::kLogprobs, "logprobs", "include", "", "generationConfig.responseLogprobs"},
    {Setting::kTopLogprobs, "top_logprobs", "", "", "generationConfig.logprobs"},
    {Setting::kStop, "stop", "", "stop_sequences", "generationConfig.stopSequences"},
    {Setting::kEffort, "reasoning_effort", "reasoning.effort", "output_config.effort",
     "generationConfig.thinkingConfig.thinkingLevel"},
    {Setting::kThinkingBudget, "reasoning_effort", "reasoning.effort", "thinking.budget_tokens",
     "generationConfig.thinkingConfig.thinkingBudget"},
    {Setting::kShowThinking, "reasoning_effort", "reasoning.summary", "thinking.display",
     "generationConfig.thinkingConfig.includeThoughts"},
    {Setting::kResponseFormat, "response_format", "text.format", "output_config.format",
     "generationConfig.responseMimeType"},
    {Setting::kToolChoice, "tool_choice", "", "", "toolConfig.functionCallingConfig"},
    {Setting::kParallelToolCalls, "parallel_tool_calls", "", "tool_choice.disable_parallel_tool_use", ""},
    {Setting::kUser, "user", "", "metadata.user_id", ""},
    {Setting::kMetadata, "metadata", "", "", "labels"},
    {Setting::kServiceTier, "service_tier", "", "", "serviceTier"},
    {Setting::kMessages, "messages", "input", "", "contents"},
});

constexpr bool InOrder() {
  for (std::size_t i = 0; i < kNames.size(); ++i) {
    if (kNames[i].setting != static_cast<Setting>(i)) return false;
  }
  return kNames.back().setting == Setting::kMessages;
}
static_assert(InOrder());

std::string_view OwnName(const Names& names, Dialect caller) {
  switch (caller) {
    case llm::v1::OPENAI_RESPONSES:
      return names.responses;
    case llm::v1::ANTHROPIC_MESSAGES:
      return names.anthropic;
    case llm::v1::GEMINI:
      return names.gemini;
    default:
      return {};
  }
}

}  // namespace

std::string_view NameOf(Dialect caller, Setting setting) {
  const Names& names = kNames[static_cast<std::size_t>(setting)];
  const std::string_view own = OwnName(names, caller);
  return own.empty() ? names.chat : own;
}

std::string ToolPath(int index) {
  return fmt::format("tools[{}]", index);
}

std::string_view StrictPath(Dialect caller) {
  return caller == llm::v1::OPENAI_CHAT ? ".function.strict" : ".strict";
}

std::string_view ArgumentsPath(Dialect caller) {
  switch (caller) {
    case llm::v1::OPENAI_RESPONSES:
      return ".arguments";
    case llm::v1::ANTHROPIC_MESSAGES:
      return ".input";
    case llm::v1::GEMINI:
      return ".functionCall.args";
    default:
      return ".function.arguments";
  }
}

std::string_view DetailPath(Dialect caller) {
  return caller == llm::v1::OPENAI_CHAT ? ".image_url.detail" : ".detail";
}

std::string_view FilenamePath(Dialect caller) {
  switch (caller) {
    case llm::v1::OPENAI_CHAT:
      return ".file.filename";
    case llm::v1::ANTHROPIC_MESSAGES:
      return ".title";
    default:
      return ".filename";
  }
}

std::string_view SignaturePath(Dialect caller) {
  return caller == llm::v1::GEMINI ? ".thoughtSignature" : ".signature";
}

}  // namespace signalbox::dialect
