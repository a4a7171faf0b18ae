#pragma once

#include <cstdint>

#include "common/context/clock.h"

namespace signalbox::router {

/// Milliseconds since the epoch: a time as an atomic holds it.
inline std::int64_t Millis(TimePoint time) {
  return std::chrono::duration_cast<std::chrono::milliseconds>(time.time_since_epoch()).count();
}

}  // namespace signalbox::router
