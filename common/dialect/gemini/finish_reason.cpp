#include "common/dialect/gemini/finish_reason.h"

#include <algorithm>
#include <array>

namespace signalbox::dialect::gemini {
namespace {

// The provider withheld what the model said, or would have.
constexpr std::array<std::string_view, 9> kWithheld = {
    "SAFETY",       "RECITATION",  "BLOCKLIST",        "PROHIBITED_CONTENT",      "SPII",
    "IMAGE_SAFETY", "MODEL_ARMOR", "IMAGE_RECITATION", "IMAGE_PROHIBITED_CONTENT"};

}  // namespace

llm::v1::FinishReason FinishOf(std::string_view word, bool calls_tool) {
  if (word == "STOP") return calls_tool ? llm::v1::TOOL_CALLS : llm::v1::STOP;
  if (word == "MAX_TOKENS") return llm::v1::LENGTH;
  if (word == "CONTINUATION") return llm::v1::PAUSE;
  const bool withheld = std::find(kWithheld.begin(), kWithheld.end(), word) != kWithheld.end();
  return withheld ? llm::v1::CONTENT_FILTER : llm::v1::OTHER;
}

std::string_view WordOf(llm::v1::FinishReason reason) {
  switch (reason) {
    case llm::v1::STOP:
    case llm::v1::TOOL_CALLS:
    case llm::v1::STOP_SEQUENCE:
      return "STOP";
    case llm::v1::LENGTH:
      return "MAX_TOKENS";
    case llm::v1::CONTENT_FILTER:
    case llm::v1::REFUSAL:
      return "SAFETY";
    default:
      return "OTHER";
  }
}

}  // namespace signalbox::dialect::gemini
