#include "common/tokens/window_merge.h"

#include <algorithm>
#include <functional>

namespace signalbox::tokens {

void WindowMerge::Start(std::string_view text) {
  const auto size = static_cast<std::uint32_t>(text.size());
  end_.resize(size);
  previous_.resize(size);
  joined_.resize(size);
  heap_.clear();
  for (std::uint32_t part = 0; part < size; ++part) {
    end_[part] = part + 1;
    previous_[part] = part - 1;
  }
  for (std::uint32_t part = 0; part < size; ++part) {
    const std::string_view pair = text.substr(part, 2);
    joined_[part] = pair.size() == 2 ? vocabulary_.Find(pair) : kNoToken;
    if (joined_[part] != kNoToken) heap_.push_back(std::uint64_t{joined_[part]} << 32 | part);
  }
  std::make_heap(heap_.begin(), heap_.end(), std::greater<>());
}

void WindowMerge::Offer(std::string_view text, std::uint32_t part) {
  const std::uint32_t next = end_[part];
  joined_[part] = next < text.size() ? vocabulary_.Find(text.substr(part, end_[next] - part)) : kNoToken;
  if (joined_[part] == kNoToken) return;
  heap_.push_back(std::uint64_t{joined_[part]} << 32 | part);
  std::push_heap(heap_.begin(), heap_.end(), std::greater<>());
}

void WindowMerge::JoinWithNext(std::string_view text, std::uint32_t part) {
  const std::uint32_t next = end_[part];
  const std::uint32_t end = end_[next];
  end_[part] = end;
  end_[next] = 0;
  if (end < text.size()) previous_[end] = part;
  Offer(text, part);
  if (part != 0) Offer(text, previous_[part]);
}

const std::vector<std::uint32_t>& WindowMerge::Run(std::string_view text) {
  Start(text);
  while (!heap_.empty()) {
    std::pop_heap(heap_.begin(), heap_.end(), std::greater<>());
    const std::uint64_t top = heap_.back();
    heap_.pop_back();
    const auto part = static_cast<std::uint32_t>(top);
    // An entry is stale when its part is gone or makes something else by now.
    if (end_[part] != 0 && joined_[part] == top >> 32) JoinWithNext(text, part);
  }
  token_ends_.clear();
  for (std::uint32_t part = 0; part < text.size(); part = end_[part]) token_ends_.push_back(end_[part]);
  return token_ends_;
}

}  // namespace signalbox::tokens
