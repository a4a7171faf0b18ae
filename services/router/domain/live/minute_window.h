#pragma once

#include <atomic>
#include <cstdint>

#include "common/context/clock.h"

namespace signalbox::router {

/// Counts what happened in the current minute of the clock. Any thread; a few counts of the moment in which a minute
/// begins may fall into either.
class MinuteWindow {
 public:
  struct Counts {
    std::uint64_t requests = 0;
    std::uint64_t tokens = 0;
  };

  void Add(std::uint64_t requests, std::uint64_t tokens, TimePoint now) {
    Enter(now);
    requests_.fetch_add(requests, std::memory_order_relaxed);
    tokens_.fetch_add(tokens, std::memory_order_relaxed);
  }

  /// Becomes what `other` is now.
  void CopyFrom(const MinuteWindow& other) {
    requests_.store(other.requests_.load(std::memory_order_relaxed), std::memory_order_relaxed);
    tokens_.store(other.tokens_.load(std::memory_order_relaxed), std::memory_order_relaxed);
    minute_.store(other.minute_.load(std::memory_order_acquire), std::memory_order_release);
  }

  Counts Read(TimePoint now) const {
    if (minute_.load(std::memory_order_acquire) != MinuteOf(now)) return {};
    return {requests_.load(std::memory_order_relaxed), tokens_.load(std::memory_order_relaxed)};
  }

 private:
  static std::int64_t MinuteOf(TimePoint now) {
    return std::chrono::duration_cast<std::chrono::minutes>(now.time_since_epoch()).count();
  }

  void Enter(TimePoint now) {
    std::int64_t seen = minute_.load(std::memory_order_acquire);
    const std::int64_t minute = MinuteOf(now);
    if (seen >= minute || !minute_.compare_exchange_strong(seen, minute, std::memory_order_acq_rel)) return;
    requests_.store(0, std::memory_order_relaxed);
    tokens_.store(0, std::memory_order_relaxed);
  }

  std::atomic<std::int64_t> minute_{0};
  std::atomic<std::uint64_t> requests_{0};
  std::atomic<std::uint64_t> tokens_{0};
};

}  // namespace signalbox::router
