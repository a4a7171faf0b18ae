#include "services/router/answers/heard.h"

#include <algorithm>
#include <cstddef>

namespace signalbox::router {
namespace {

using Kind = dialect::StreamEvent::Kind;

constexpr std::size_t kMaxThinkingBlocks = 1024;  // More than any answer has; the rest counts as visible.

}  // namespace

void Heard::Add(const dialect::StreamEvent& event) {
  if (event.usage) {
    usage_ = *event.usage;
    usage_is_final_ = event.kind == Kind::kUsage;
  }
  if (event.kind == Kind::kDelta) {
    words_.Add(IsThinking(event), event.text);
  } else if (event.kind == Kind::kBlockStart) {
    if (event.block_type == dialect::BlockType::kToolCall) words_.Add(false, event.name);
    const bool thinks = event.block_type == dialect::BlockType::kThinking;
    if (thinks && thinking_.size() < kMaxThinkingBlocks) thinking_.emplace_back(event.choice, event.block);
  }
  if (want_answer_) collector_.Add(event);
}

bool Heard::IsThinking(const dialect::StreamEvent& event) const {
  return std::find(thinking_.begin(), thinking_.end(), std::pair(event.choice, event.block)) != thinking_.end();
}

llm::v1::Message Heard::TakeAnswer() {
  llm::v1::Response response = collector_.Take();
  for (llm::v1::Choice& choice : *response.mutable_choices()) {
    if (choice.index() == 0) return std::move(*choice.mutable_message());
  }
  return {};
}

}  // namespace signalbox::router
