#pragma once

#include <functional>
#include <stop_token>
#include <thread>

#include <absl/status/status.h>

#include "services/health/domain/pace.h"

namespace signalbox::health {

/// Runs rounds on a thread of its own, the first one at once, until it is stopped.
class Scheduler {
 public:
  using Round = std::function<absl::Status(const std::stop_token& stop)>;
  using Report = std::function<void(const absl::Status& outcome)>;

  /// `report` hears how each round ended, on the scheduler's thread.
  Scheduler(Pace pace, Round round, Report report);

  /// Stops and waits for the round under way.
  ~Scheduler() = default;

  /// No further round begins, and the one under way is asked to end. Does not wait. Any thread.
  void RequestStop() { thread_.request_stop(); }

 private:
  std::jthread thread_;
};

}  // namespace signalbox::health
