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
  MovingAverage latency;     ///< Of whole answers.
  MovingAverage first_byte;  ///< Of streamed answers: until the first body byte.
  MinuteWindow minute;
  Breaker breaker;
};

}  // namespace signalbox::router
