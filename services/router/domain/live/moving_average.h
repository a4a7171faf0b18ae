#pragma once

#include <atomic>
#include <chrono>
#include <cstdint>
#include <optional>

#include "common/context/clock.h"

namespace signalbox::router {

/// An exponentially weighted moving average of durations: a new one counts a tenth (alpha 0.1, as LLMux had it). It is
/// forgotten when nothing was added for five minutes: so whoever was slow once is measured again. Any thread.
class MovingAverage {
 public:
  void Add(std::chrono::microseconds sample, TimePoint now) {
    const double value = static_cast<double>(sample.count());
    const bool stale = !Read(now);
    double seen = average_.load(std::memory_order_relaxed);
    while (!average_.compare_exchange_weak(seen, seen < 0 || stale ? value : seen + kAlpha * (value - seen),
                                           std::memory_order_relaxed)) {
    }
    latest_.store(Seconds(now), std::memory_order_relaxed);
  }

  /// Becomes what `other` is now.
  void CopyFrom(const MovingAverage& other) {
    average_.store(other.average_.load(std::memory_order_relaxed), std::memory_order_relaxed);
    latest_.store(other.latest_.load(std::memory_order_relaxed), std::memory_order_relaxed);
  }

  /// In microseconds; nullopt before the first sample, and long after the latest.
  std::optional<double> Read(TimePoint now) const {
    const double average = average_.load(std::memory_order_relaxed);
    const bool known = average >= 0 && Seconds(now) - latest_.load(std::memory_order_relaxed) < kKept;
    return known ? std::optional(average) : std::nullopt;
  }

 private:
  static std::int64_t Seconds(TimePoint time) {
    return std::chrono::duration_cast<std::chrono::seconds>(time.time_since_epoch()).count();
  }

  static constexpr double kAlpha = 0.1;
  static constexpr std::int64_t kKept = 300;
  std::atomic<double> average_{-1};  // Negative: no sample yet.
  std::atomic<std::int64_t> latest_{0};
};

}  // namespace signalbox::router
