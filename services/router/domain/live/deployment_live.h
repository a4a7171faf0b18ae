#pragma once

#include <atomic>
#include <cstdint>

#include "services/router/domain/live/breaker.h"
#include "services/router/domain/live/minute_window.h"
#include "services/router/domain/live/moving_average.h"

namespace signalbox::router {

/// What is known of a deployment from the requests it got: outlives snapshots. Any thread.
struct DeploymentLive {
  std::atomic<std::int32_t> in_flight{0};
  std::atomic<std::int64_t> begun_at{0};  ///< The latest attempt: milliseconds since the epoch.
  MovingAverage latency;     ///< Of whole answers that were not streamed: those last as long as their callers read.
  MovingAverage first_byte;  ///< Of streamed answers: until the first body byte.
  MinuteWindow minute;
  Breaker breaker;

  /// Becomes what `other` is now.
  void CopyFrom(const DeploymentLive& other) {
    in_flight.store(other.in_flight.load(std::memory_order_relaxed), std::memory_order_relaxed);
    begun_at.store(other.begun_at.load(std::memory_order_relaxed), std::memory_order_relaxed);
    latency.CopyFrom(other.latency);
    first_byte.CopyFrom(other.first_byte);
    minute.CopyFrom(other.minute);
    breaker.CopyFrom(other.breaker);
  }
};

}  // namespace signalbox::router
