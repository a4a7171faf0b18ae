#pragma once

#include <chrono>
#include <span>
#include <string>

#include "common/context/clock.h"

namespace signalbox::health {

/// How many of the newest checks the success rate looks at.
constexpr int kRecentChecks = 10;

/// What one probe of an account found.
struct Check {
  std::string account_id;
  bool healthy = false;
  int status = 0;  ///< HTTP status; 0 when no answer arrived.
  std::chrono::microseconds response_time{0};
  std::string error;     ///< Empty when healthy; at most 500 bytes.
  TimePoint checked_at;  ///< Whole microseconds.

  friend bool operator==(const Check&, const Check&) = default;
};

/// The percentage of healthy ones, 0 to 100. `checks` must not be empty.
double SuccessRate(std::span<const Check> checks);

}  // namespace signalbox::health
