#include "common/dialect/anthropic_messages/caller_names.h"

#include <array>

#include <fmt/format.h>

namespace signalbox::dialect::anthropic_messages {
namespace {

using Names = std::array<std::string_view, static_cast<std::size_t>(Setting::kCount)>;

constexpr Names kOpenAiChat = {"seed",
                               "presence_penalty",
                               "frequency_penalty",
                               "n",
                               "logprobs",
                               "top_logprobs",
                               "temperature",
                               "top_p",
                               "top_k",
                               "stop",
                               "reasoning_effort",
                               "reasoning_effort",
                               "response_format",
                               "tool_choice",
                               "metadata",
                               "service_tier"};

constexpr Names kOpenAiResponses = {"seed",
                                    "presence_penalty",
                                    "frequency_penalty",
                                    "n",
                                    "top_logprobs",
                                    "top_logprobs",
                                    "temperature",
                                    "top_p",
                                    "top_k",
                                    "stop",
                                    "reasoning.effort",
                                    "reasoning.effort",
                                    "text.format",
                                    "tool_choice",
                                    "metadata",
                                    "service_tier"};

constexpr Names kGemini = {"generationConfig.seed",
                           "generationConfig.presencePenalty",
                           "generationConfig.frequencyPenalty",
                           "generationConfig.candidateCount",
                           "generationConfig.responseLogprobs",
                           "generationConfig.logprobs",
                           "generationConfig.temperature",
                           "generationConfig.topP",
                           "generationConfig.topK",
                           "generationConfig.stopSequences",
                           "generationConfig.thinkingConfig.thinkingLevel",
                           "generationConfig.thinkingConfig.thinkingBudget",
                           "generationConfig.responseMimeType",
                           "toolConfig.functionCallingConfig",
                           "labels",
                           "serviceTier"};

constexpr Names kOwn = {"seed",
                        "presence_penalty",
                        "frequency_penalty",
                        "n",
                        "logprobs",
                        "top_logprobs",
                        "temperature",
                        "top_p",
                        "top_k",
                        "stop_sequences",
                        "output_config.effort",
                        "thinking.budget_tokens",
                        "output_config.format",
                        "tool_choice",
                        "metadata",
                        "service_tier"};

const Names& NamesOf(llm::v1::Dialect dialect) {
  switch (dialect) {
    case llm::v1::OPENAI_CHAT:
    case llm::v1::OPENAI_COMPLETIONS:
      return kOpenAiChat;
    case llm::v1::OPENAI_RESPONSES:
      return kOpenAiResponses;
    case llm::v1::GEMINI:
      return kGemini;
    default:
      return kOwn;
  }
}

bool IsInstruction(const llm::v1::Message& message) {
  return message.role() == llm::v1::SYSTEM || message.role() == llm::v1::DEVELOPER;
}

bool KeepsInstructionsApart(llm::v1::Dialect dialect) {
  return dialect == llm::v1::GEMINI || dialect == llm::v1::BEDROCK_CONVERSE || dialect == llm::v1::ANTHROPIC_MESSAGES;
}

}  // namespace

CallerNames::CallerNames(const llm::v1::Conversation& conversation)
    : BlockNames(conversation.dialect()), conversation_(conversation) {
  if (!KeepsInstructionsApart(conversation.dialect())) return;
  while (instructions_ < conversation.messages_size() && IsInstruction(conversation.messages(instructions_))) {
    ++instructions_;
  }
}

std::string_view CallerNames::Of(Setting setting) const {
  return NamesOf(dialect())[static_cast<std::size_t>(setting)];
}

std::string_view CallerNames::Messages() const {
  switch (dialect()) {
    case llm::v1::GEMINI:
      return "contents";
    case llm::v1::OPENAI_RESPONSES:
      return "input";
    default:
      return "messages";
  }
}

std::string CallerNames::Message(int message) const {
  if (message < instructions_) return dialect() == llm::v1::GEMINI ? "systemInstruction" : "system";
  return fmt::format("{}[{}]", Messages(), message - instructions_);
}

std::string CallerNames::Path(const Part& part) const {
  return Message(part.message) + PathWithin(conversation_.messages(part.message), part);
}

std::string CallerNames::Tool(int tool) const {
  return fmt::format("tools[{}]", tool);
}

}  // namespace signalbox::dialect::anthropic_messages
