#pragma once

#include <chrono>
#include <functional>

namespace signalbox {

using TimePoint = std::chrono::system_clock::time_point;

/// Where a class gets the time from, so that a test can hand it one. Called from any thread.
using Clock = std::function<TimePoint()>;

/// The real time.
inline TimePoint SystemNow() {
  return std::chrono::system_clock::now();
}

}  // namespace signalbox
