#include "common/dialect/gemini/caller_fields.h"

namespace signalbox::dialect::gemini {
namespace {

using llm::v1::Dialect;

// In these dialects instructions stand outside the list of messages.
bool HasSystemField(Dialect dialect) {
  return dialect == llm::v1::ANTHROPIC_MESSAGES || dialect == llm::v1::BEDROCK_CONVERSE;
}

std::string Indexed(std::string_view list, int index) {
  std::string path(list);
  path += '[';
  path += std::to_string(index);
  path += ']';
  return path;
}

std::string_view InAnthropic(CallerField field) {
  switch (field) {
    case CallerField::kUser:
      return "metadata.user_id";
    case CallerField::kMetadata:
      return "metadata";
    case CallerField::kParallelToolCalls:
      return "tool_choice.disable_parallel_tool_use";
    case CallerField::kStop:
      return "stop_sequences";
    case CallerField::kServiceTier:
      return "service_tier";
    case CallerField::kEffort:
      return "output_config.effort";
  }
  return "";
}

std::string_view InOpenAi(CallerField field, bool responses) {
  switch (field) {
    case CallerField::kUser:
      return "user";
    case CallerField::kMetadata:
      return "metadata";
    case CallerField::kParallelToolCalls:
      return "parallel_tool_calls";
    case CallerField::kStop:
      return "stop";
    case CallerField::kServiceTier:
      return "service_tier";
    case CallerField::kEffort:
      return responses ? "reasoning.effort" : "reasoning_effort";
  }
  return "";
}

}  // namespace

std::string_view NameIn(Dialect dialect, CallerField field) {
  if (dialect == llm::v1::ANTHROPIC_MESSAGES) return InAnthropic(field);
  return InOpenAi(field, dialect == llm::v1::OPENAI_RESPONSES);
}

std::string_view StrictName(Dialect dialect) {
  return dialect == llm::v1::OPENAI_CHAT ? "function.strict" : "strict";
}

std::string_view CacheName(Dialect dialect) {
  return dialect == llm::v1::BEDROCK_CONVERSE ? "cachePoint" : "cache_control";
}

void CallerPath::Next(const llm::v1::Message& message) {
  if (HasSystemField(dialect_) && message.role() == llm::v1::SYSTEM) {
    path_ = "system";
  } else {
    path_ = Indexed(dialect_ == llm::v1::OPENAI_RESPONSES ? "input" : "messages", next_++);
  }
}

std::string CallerPath::Block(int index) const {
  return Indexed(path_ == "system" ? path_ : path_ + ".content", index);
}

}  // namespace signalbox::dialect::gemini
