#include "common/http/deadlines.h"

#include <algorithm>
#include <cerrno>
#include <cstdint>
#include <system_error>

#include <sys/timerfd.h>
#include <unistd.h>

namespace signalbox::http {

Deadlines::Deadlines(const Durations& durations)
    : durations_(durations), descriptor_(timerfd_create(CLOCK_MONOTONIC, TFD_NONBLOCK | TFD_CLOEXEC)) {
  if (descriptor_ < 0) throw std::system_error(errno, std::generic_category(), "timerfd_create");
}

Deadlines::~Deadlines() {
  close(descriptor_);
}

void Deadlines::Start(Timer& timer, Kind kind) {
  Cancel(timer);
  const auto index = static_cast<std::size_t>(kind);
  List& list = lists_[index];
  timer.kind = kind;
  timer.due = Clock::now() + durations_[index];
  timer.previous = list.last;
  (list.last != nullptr ? list.last->next : list.first) = &timer;
  list.last = &timer;
  if (timer.due < wake_) WakeAt(timer.due);
}

void Deadlines::Cancel(Timer& timer) {
  if (timer.kind == Kind::kNone) return;
  List& list = lists_[static_cast<std::size_t>(timer.kind)];
  (timer.previous != nullptr ? timer.previous->next : list.first) = timer.next;
  (timer.next != nullptr ? timer.next->previous : list.last) = timer.previous;
  timer.previous = timer.next = nullptr;
  timer.kind = Kind::kNone;
}

void Deadlines::Expire(const std::function<void(Connection&, Kind)>& expired) {
  std::uint64_t expirations = 0;
  if (read(descriptor_, &expirations, sizeof expirations) < 0) return;  // A stale event: nothing is due.
  const Clock::time_point now = Clock::now();
  for (List& list : lists_) {
    while (list.first != nullptr && list.first->due <= now) {
      Timer& timer = *list.first;
      const Kind kind = timer.kind;
      Cancel(timer);
      expired(timer.owner, kind);
    }
  }
  WakeAtNextDue();
}

void Deadlines::WakeAtNextDue() {
  // Cancelled timers do not move the wake-up: it is cheaper to wake once for nothing than to set the clock per request.
  Clock::time_point next = Clock::time_point::max();
  for (const List& list : lists_) {
    if (list.first != nullptr) next = std::min(next, list.first->due);
  }
  wake_ = Clock::time_point::max();
  if (next != Clock::time_point::max()) WakeAt(next);
}

void Deadlines::WakeAt(Clock::time_point due) {
  using std::chrono::duration_cast;
  const auto since_epoch = std::max(due.time_since_epoch(), Clock::duration(1));
  const auto seconds = duration_cast<std::chrono::seconds>(since_epoch);
  itimerspec spec{};
  spec.it_value.tv_sec = seconds.count();
  spec.it_value.tv_nsec = duration_cast<std::chrono::nanoseconds>(since_epoch - seconds).count();
  timerfd_settime(descriptor_, TFD_TIMER_ABSTIME, &spec, nullptr);
  wake_ = due;
}

}  // namespace signalbox::http
