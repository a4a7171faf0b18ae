#pragma once

#include <cstdint>

#include "common/context/clock.h"

namespace signalbox::memory {

/// Microseconds since 1970, PostgreSQL's own resolution, and back.
inline std::int64_t ToMicros(TimePoint time) {
  return std::chrono::duration_cast<std::chrono::microseconds>(time.time_since_epoch()).count();
}

inline TimePoint FromMicros(std::int64_t micros) {
  return TimePoint(std::chrono::microseconds(micros));
}

}  // namespace signalbox::memory
