#include "common/dialect/gemini/call_ids.h"

#include <utility>

namespace signalbox::dialect::gemini {
namespace {

constexpr std::size_t kMaxAnswerCharacters = 32;  // Some dialects allow an id 64 characters in all.

bool IsAllowed(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '_';
}

}  // namespace

CallIds::CallIds(std::string_view answer) : prefix_("call_sb_") {
  for (const char c : answer.substr(0, kMaxAnswerCharacters)) prefix_ += IsAllowed(c) ? c : '-';
  if (!answer.empty()) prefix_ += '_';
}

std::string CallIds::MakeUp() {
  return prefix_ + std::to_string(made_up_++);
}

std::string CallIds::OfCall(std::string_view name, std::string_view id) {
  Call call{id.empty() ? MakeUp() : std::string(id)};
  by_id_[call.id] = calls_.size();
  by_name_[std::string(name)].calls.push_back(calls_.size());
  calls_.push_back(call);
  return std::move(call.id);
}

std::string CallIds::OfResult(std::string_view name, std::string_view id) {
  if (!id.empty()) {
    const auto call = by_id_.find(std::string(id));
    if (call != by_id_.end()) calls_[call->second].answered = true;
    return std::string(id);
  }
  Queue& queue = by_name_[std::string(name)];
  while (queue.answered < queue.calls.size()) {
    Call& call = calls_[queue.calls[queue.answered++]];
    if (!std::exchange(call.answered, true)) return call.id;
  }
  return MakeUp();
}

}  // namespace signalbox::dialect::gemini
