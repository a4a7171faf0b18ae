#pragma once

#include <chrono>
#include <condition_variable>
#include <memory>
#include <mutex>
#include <string>
#include <utility>
#include <vector>

#include <absl/status/statusor.h>

#include "common/metrics/metrics.h"
#include "common/postgres/connection.h"

namespace signalbox::postgres {

/// The bounded set of connections behind a Pool: at most `max` are lent at any time. Any thread.
class Slots {
 public:
  using Deadline = std::chrono::steady_clock::time_point;

  /// The right to one connection, and that connection once there is one. Given back by the destructor.
  class Slot {
   public:
    Slot(Slots& owner, std::unique_ptr<Connection> connection)
        : owner_(&owner), reused_(connection != nullptr), connection_(std::move(connection)) {}
    Slot(Slot&& other) noexcept
        : owner_(std::exchange(other.owner_, nullptr)),
          reused_(other.reused_),
          connection_(std::move(other.connection_)) {}
    ~Slot() {
      if (owner_ != nullptr) owner_->GiveBack(std::move(connection_));
    }

    /// Whether the connection has served before, so that it may have died unnoticed.
    bool reused() const { return reused_; }

    /// Connects if there is no connection yet; throws what libpqxx throws.
    Connection& Connected();

    /// Forgets a connection that died; the next Connected() makes a new one.
    void Forget();

   private:
    Slots* owner_;
    bool reused_;
    std::unique_ptr<Connection> connection_;
  };

  Slots(std::string conninfo, const std::string& schema, int max);

  /// Errors: kUnavailable when none became free until `deadline`.
  absl::StatusOr<Slot> Take(Deadline deadline);

 private:
  void GiveBack(std::unique_ptr<Connection> connection);

  const std::string conninfo_;
  prometheus::Gauge& in_use_;
  prometheus::Histogram& wait_seconds_;

  std::mutex mutex_;  // Guards what follows.
  std::condition_variable freed_;
  int free_;
  std::vector<std::unique_ptr<Connection>> idle_;  // Most recently used last.
};

}  // namespace signalbox::postgres
