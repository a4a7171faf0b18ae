#include "common/dialect/anthropic_messages/stop_reason.h"

#include <array>
#include <utility>

namespace signalbox::dialect::anthropic_messages {
namespace {

// The first word of a reason is the one it is written as.
constexpr std::array<std::pair<std::string_view, llm::v1::FinishReason>, 7> kReasons = {
    {{"end_turn", llm::v1::STOP},
     {"max_tokens", llm::v1::LENGTH},
     {"model_context_window_exceeded", llm::v1::LENGTH},
     {"stop_sequence", llm::v1::STOP_SEQUENCE},
     {"tool_use", llm::v1::TOOL_CALLS},
     {"pause_turn", llm::v1::PAUSE},
     {"refusal", llm::v1::REFUSAL}}};

}  // namespace

llm::v1::FinishReason FinishReasonOf(std::string_view stop_reason) {
  if (stop_reason.empty()) return llm::v1::FINISH_REASON_UNSPECIFIED;
  for (const auto& [word, reason] : kReasons) {
    if (word == stop_reason) return reason;
  }
  return llm::v1::OTHER;
}

std::string_view StopReasonOf(const Ended& ended) {
  if (ended.own && !ended.native_reason.empty()) return ended.native_reason;
  if (ended.own && ended.reason == llm::v1::FINISH_REASON_UNSPECIFIED) return "";
  if (ended.reason == llm::v1::CONTENT_FILTER) return "refusal";
  const bool done = ended.reason == llm::v1::STOP || ended.reason == llm::v1::FINISH_REASON_UNSPECIFIED;
  if (done && ended.called_tools) return "tool_use";
  if (done && ended.refused) return "refusal";
  for (const auto& [word, reason] : kReasons) {
    if (reason == ended.reason) return word;
  }
  return "end_turn";
}

}  // namespace signalbox::dialect::anthropic_messages
