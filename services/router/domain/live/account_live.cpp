#include "services/router/domain/live/account_live.h"

#include <algorithm>

#include "services/router/domain/live/millis.h"

namespace signalbox::router {
namespace {

constexpr int kMaxDoublings = 10;

std::chrono::milliseconds Doubled(std::chrono::milliseconds first, int times, std::chrono::milliseconds longest) {
  return std::min(first * (std::int64_t{1} << std::min(times, kMaxDoublings)), longest);
}

}  // namespace

std::chrono::milliseconds Rest::Left(TimePoint now) const {
  const std::int64_t until = until_.load(std::memory_order_acquire);
  return std::chrono::milliseconds(std::max<std::int64_t>(0, until - Millis(now)));
}

RestReason Rest::Reason(TimePoint now) const {
  return IsResting(now) ? reason_.load(std::memory_order_relaxed) : RestReason::kNone;
}

TimePoint Rest::Begin(RestReason reason, std::optional<std::chrono::milliseconds> told, TimePoint now) {
  const std::lock_guard lock(mutex_);
  // Those that were under way together are refused together: that is one refusal.
  const bool again = until_.load(std::memory_order_relaxed) <= Millis(now);
  if (again) {
    times_.fetch_add(1, std::memory_order_relaxed);
    begun_ = Millis(now);
  }
  const int before = std::max(0, times_.load(std::memory_order_relaxed) - 1);
  const std::int64_t until =
      std::max(until_.load(std::memory_order_relaxed), Millis(now + LengthOf(reason, told, before)));
  reason_.store(reason, std::memory_order_relaxed);
  until_.store(until, std::memory_order_release);
  return TimePoint(std::chrono::milliseconds(until));
}

std::chrono::milliseconds Rest::LengthOf(RestReason reason, std::optional<std::chrono::milliseconds> told,
                                         int times) const {
  if (told) return std::clamp(*told, std::chrono::milliseconds(0), options_.longest_told);
  if (reason == RestReason::kRateLimited) return Doubled(options_.first, times, options_.longest);
  return Doubled(options_.without_quota, times, options_.without_quota_max);
}

void Rest::BeginUntil(RestReason reason, TimePoint until) {
  const std::lock_guard lock(mutex_);
  if (Millis(until) <= until_.load(std::memory_order_relaxed)) return;
  begun_ = Millis(until);
  reason_.store(reason, std::memory_order_relaxed);
  until_.store(Millis(until), std::memory_order_release);
}

void Rest::End(TimePoint began) {
  // Almost every answer comes here, and almost never there is anything to do.
  if (times_.load(std::memory_order_relaxed) == 0 && until_.load(std::memory_order_relaxed) == 0) return;
  const std::lock_guard lock(mutex_);
  if (Millis(began) < begun_) return;
  times_.store(0, std::memory_order_relaxed);
  until_.store(0, std::memory_order_release);
}

void Rest::Forget() {
  const std::lock_guard lock(mutex_);
  times_.store(0, std::memory_order_relaxed);
  until_.store(0, std::memory_order_release);
}

void Rest::SetOptions(const RestOptions& options) {
  const std::lock_guard lock(mutex_);
  options_ = options;
}

void Rest::CopyFrom(const Rest& other) {
  const std::scoped_lock lock(mutex_, other.mutex_);
  reason_.store(other.reason_.load(std::memory_order_relaxed), std::memory_order_relaxed);
  times_.store(other.times_.load(std::memory_order_relaxed), std::memory_order_relaxed);
  until_.store(other.until_.load(std::memory_order_relaxed), std::memory_order_release);
  options_ = other.options_;
  begun_ = other.begun_;
}

void AccountLive::CopyFrom(const AccountLive& other) {
  in_flight.store(other.in_flight.load(std::memory_order_relaxed), std::memory_order_relaxed);
  minute.CopyFrom(other.minute);
  rest.CopyFrom(other.rest);
}

std::string_view NameOf(RestReason reason) {
  switch (reason) {
    case RestReason::kNone:
      return "none";
    case RestReason::kRateLimited:
      return "rate_limited";
    case RestReason::kQuotaExhausted:
      return "quota_exhausted";
    case RestReason::kAuthFault:
      return "auth_fault";
    case RestReason::kOperator:
      return "operator";
  }
  return "unknown";
}

}  // namespace signalbox::router
