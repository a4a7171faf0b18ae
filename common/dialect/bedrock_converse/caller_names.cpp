#include "common/dialect/bedrock_converse/caller_names.h"

namespace signalbox::dialect::bedrock_converse {
namespace {

struct Names {
  Setting setting;
  std::string_view openai;
  std::string_view responses;  // Empty: as with OpenAI.
  std::string_view anthropic;
  std::string_view gemini;
};

constexpr Names kNames[] = {
    {Setting::kSeed, "seed", "", "", "generationConfig.seed"},
    {Setting::kPresencePenalty, "presence_penalty", "", "", "generationConfig.presencePenalty"},
    {Setting::kFrequencyPenalty, "frequency_penalty", "", "", "generationConfig.frequencyPenalty"},
    {Setting::kChoices, "n", "", "", "generationConfig.candidateCount"},
    {Setting::kLogprobs, "logprobs", "", "", "generationConfig.responseLogprobs"},
    {Setting::kTopLogprobs, "top_logprobs", "", "", "generationConfig.logprobs"},
    {Setting::kTopK, "top_k", "", "", "generationConfig.topK"},
    {Setting::kReasoning, "reasoning_effort", "reasoning", "thinking", "generationConfig.thinkingConfig"},
    {Setting::kResponseFormat, "response_format", "text.format", "output_config.format",
     "generationConfig.responseMimeType"},
    {Setting::kToolChoice, "tool_choice", "", "", "toolConfig"},
    {Setting::kParallelToolCalls, "parallel_tool_calls", "", "tool_choice.disable_parallel_tool_use", ""},
    {Setting::kServiceTier, "service_tier", "", "", ""},
    {Setting::kUser, "user", "", "metadata.user_id", ""},
    {Setting::kMetadata, "metadata", "", "", "labels"},
    {Setting::kTemperature, "temperature", "", "", "generationConfig.temperature"},
    {Setting::kTopP, "top_p", "", "", "generationConfig.topP"},
    {Setting::kStop, "stop", "", "stop_sequences", "generationConfig.stopSequences"},
};

std::string_view Messages(llm::v1::Dialect caller) {
  if (caller == llm::v1::GEMINI) return "contents";
  return caller == llm::v1::OPENAI_RESPONSES ? "input" : "messages";
}

std::string Element(std::string_view list, int index) {
  std::string path(list);
  path += '[';
  path += std::to_string(index);
  path += ']';
  return path;
}

}  // namespace

std::string_view NameOf(llm::v1::Dialect caller, Setting setting) {
  const Names& names = kNames[static_cast<int>(setting)];
  std::string_view own;
  if (caller == llm::v1::OPENAI_RESPONSES) own = names.responses;
  if (caller == llm::v1::ANTHROPIC_MESSAGES) own = names.anthropic;
  if (caller == llm::v1::GEMINI) own = names.gemini;
  return own.empty() ? names.openai : own;
}

std::string MessagePath(llm::v1::Dialect caller, int message) {
  return Element(Messages(caller), message);
}

std::string BlockPath(llm::v1::Dialect caller, int message, int block) {
  std::string path = MessagePath(caller, message);
  path += '.';
  path += Element(caller == llm::v1::GEMINI ? "parts" : "content", block);
  return path;
}

}  // namespace signalbox::dialect::bedrock_converse
