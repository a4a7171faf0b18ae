#pragma once

#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <memory>
#include <mutex>

#include "gateway/filters/chain.h"

namespace signalbox::gateway {

/// Knows how many calls are not over yet: their entries included, which may come after the answer. Any thread.
class InFlight : public std::enable_shared_from_this<InFlight> {
 public:
  /// Counts every call of a route. Lives in a shared_ptr.
  Filter Track();

  /// Waits until no call is under way. False when the deadline came first.
  bool WaitForNone(std::chrono::steady_clock::time_point deadline);

 private:
  void Leave();

  std::atomic<std::size_t> calls_{0};
  std::mutex mutex_;
  std::condition_variable none_;
};

}  // namespace signalbox::gateway
