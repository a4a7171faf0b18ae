#include "common/dialect/openai_chat/finish.h"

#include <algorithm>
#include <array>

namespace signalbox::dialect::openai_chat {
namespace {

constexpr std::array<std::string_view, 5> kWords = {"stop", "length", "tool_calls", "content_filter", "function_call"};

}  // namespace

llm::v1::FinishReason FinishOf(std::string_view word, bool called_tools) {
  if (word == "stop") return called_tools ? llm::v1::TOOL_CALLS : llm::v1::STOP;
  if (word == "length") return llm::v1::LENGTH;
  if (word == "tool_calls" || word == "function_call") return llm::v1::TOOL_CALLS;
  if (word == "content_filter") return llm::v1::CONTENT_FILTER;
  return llm::v1::OTHER;
}

std::string_view FinishWord(llm::v1::FinishReason reason, std::string_view native_reason, bool native_is_ours) {
  if (native_is_ours && std::find(kWords.begin(), kWords.end(), native_reason) != kWords.end()) return native_reason;
  switch (reason) {
    case llm::v1::LENGTH:
      return "length";
    case llm::v1::TOOL_CALLS:
      return "tool_calls";
    case llm::v1::CONTENT_FILTER:
    case llm::v1::REFUSAL:
      return "content_filter";
    default:
      return "stop";
  }
}

}  // namespace signalbox::dialect::openai_chat
