#include "gateway/filters/in_flight.h"

namespace signalbox::gateway {

Filter InFlight::Track() {
  return [self = shared_from_this()](Handler next, const std::string&) -> Handler {
    return [self, next = std::move(next)](std::shared_ptr<Call> call) {
      self->calls_.fetch_add(1, std::memory_order_relaxed);
      call->AtEnd([self](const Call&) { self->Leave(); });
      next(std::move(call));
    };
  };
}

void InFlight::Leave() {
  if (calls_.fetch_sub(1) != 1) return;
  const std::lock_guard lock(mutex_);  // Else the waiter could miss this between its look and its sleep.
  none_.notify_all();
}

bool InFlight::WaitForNone(std::chrono::steady_clock::time_point deadline) {
  std::unique_lock lock(mutex_);
  return none_.wait_until(lock, deadline, [&] { return calls_.load() == 0; });
}

}  // namespace signalbox::gateway
