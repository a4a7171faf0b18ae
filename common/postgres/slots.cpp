#include "common/postgres/slots.h"

#include "common/status/error.h"

namespace signalbox::postgres {

Connection& Slots::Slot::Connected() {
  if (!connection_) connection_ = std::make_unique<Connection>(owner_->conninfo_);
  return *connection_;
}

void Slots::Slot::Forget() {
  connection_.reset();
  reused_ = false;
}

Slots::Slots(std::string conninfo, const std::string& schema, int max)
    : conninfo_(std::move(conninfo)),
      in_use_(metrics::Gauge("signalbox_db_pool_in_use", "Database connections lent at the moment.")
                  .Add({{"schema", schema}})),
      wait_seconds_(
          metrics::Histogram("signalbox_db_pool_wait_seconds", "Time spent waiting for a database connection.")
              .Add({{"schema", schema}}, metrics::LatencyBuckets())),
      free_(max) {}

absl::StatusOr<Slots::Slot> Slots::Take(Deadline deadline) {
  const auto start = std::chrono::steady_clock::now();
  std::unique_lock lock(mutex_);
  if (!freed_.wait_until(lock, deadline, [this] { return free_ > 0; })) {
    return Error(absl::StatusCode::kUnavailable, "", "all database connections are busy");
  }
  --free_;
  std::unique_ptr<Connection> connection;
  if (!idle_.empty()) {
    connection = std::move(idle_.back());
    idle_.pop_back();
  }
  lock.unlock();
  in_use_.Increment();
  wait_seconds_.Observe(std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count());
  return Slot(*this, std::move(connection));
}

void Slots::GiveBack(std::unique_ptr<Connection> connection) {
  in_use_.Decrement();
  {
    const std::scoped_lock lock(mutex_);
    ++free_;
    if (connection && connection->IsOpen()) idle_.push_back(std::move(connection));
  }
  freed_.notify_one();
}

}  // namespace signalbox::postgres
