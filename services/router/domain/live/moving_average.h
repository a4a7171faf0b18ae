#pragma once

#include <atomic>
#include <chrono>
#include <cstdint>
#include <optional>

namespace signalbox::router {

/// An exponentially weighted moving average of durations: a new one counts a tenth (alpha 0.1, as LLMux had it).
/// Any thread.
class MovingAverage {
 public:
  void Add(std::chrono::microseconds sample) {
    const double value = static_cast<double>(sample.count());
    double seen = average_.load(std::memory_order_relaxed);
    while (!average_.compare_exchange_weak(seen, seen < 0 ? value : seen + kAlpha * (value - seen),
                                           std::memory_order_relaxed)) {
    }
  }

  /// Becomes what `other` is now.
  void CopyFrom(const MovingAverage& other) {
    average_.store(other.average_.load(std::memory_order_relaxed), std::memory_order_relaxed);
  }

  /// In microseconds; nullopt before the first sample.
  std::optional<double> Read() const {
    const double average = average_.load(std::memory_order_relaxed);
    return average < 0 ? std::nullopt : std::optional(average);
  }

 private:
  static constexpr double kAlpha = 0.1;
  std::atomic<double> average_{-1};  // Negative: no sample yet.
};

}  // namespace signalbox::router
