#include "services/router/domain/live/breaker.h"

#include <algorithm>

#include "services/router/domain/live/millis.h"

namespace signalbox::router {
namespace {

constexpr double kLeastShare = 0.2;  // Of half open and at the begin of the slow start, as llm-proxy had it.
constexpr int kMaxDoublings = 10;

std::int64_t MinuteOf(TimePoint time) {
  return Millis(time) / 60'000;
}

}  // namespace

double Breaker::Readiness(TimePoint now) const {
  const std::int64_t until = open_until_.load(std::memory_order_acquire);
  if (until != 0) {
    const bool probing = probe_under_way_.load(std::memory_order_acquire);
    return Millis(now) < until || probing ? 0 : kLeastShare;
  }
  const std::int64_t closed_at = closed_at_.load(std::memory_order_acquire);
  const std::int64_t slow_start = slow_start_ms_.load(std::memory_order_relaxed);
  if (closed_at == 0 || slow_start == 0) return 1;
  const double grown = static_cast<double>(Millis(now) - closed_at) / static_cast<double>(slow_start);
  return std::clamp(grown, kLeastShare, 1.0);
}

std::chrono::milliseconds Breaker::OpenFor(TimePoint now) const {
  const std::int64_t until = open_until_.load(std::memory_order_acquire);
  return std::chrono::milliseconds(std::max<std::int64_t>(0, until - Millis(now)));
}

Breaker::State Breaker::StateAt(TimePoint now) const {
  const std::int64_t until = open_until_.load(std::memory_order_acquire);
  if (until == 0) return State::kClosed;
  return Millis(now) < until ? State::kOpen : State::kHalfOpen;
}

Breaker::Pass Breaker::Enter(TimePoint now, bool forced) {
  const State state = StateAt(now);
  if (state == State::kClosed) return Pass::kOrdinary;
  if (state == State::kOpen && !forced) return Pass::kRefused;
  if (!probe_under_way_.exchange(true, std::memory_order_acq_rel)) return Pass::kProbe;
  return forced ? Pass::kOrdinary : Pass::kRefused;
}

bool Breaker::Leave(Verdict verdict, Pass pass, TimePoint now) {
  const std::lock_guard lock(mutex_);
  const bool opened = Judge(verdict, pass == Pass::kProbe && open_until_.load(std::memory_order_relaxed) != 0, now);
  // Last, so that the next probe finds what this one has shown.
  if (pass == Pass::kProbe) probe_under_way_.store(false, std::memory_order_release);
  return opened;
}

bool Breaker::Judge(Verdict verdict, bool probe, TimePoint now) {
  if (verdict == Verdict::kNeutral) return false;
  Count(verdict != Verdict::kWell, now);
  if (verdict == Verdict::kWell) {
    Succeed(probe, now);
    return false;
  }
  ++(verdict == Verdict::kServerFault ? server_faults_ : transport_faults_);
  // What began before it opened says nothing new.
  if (open_until_.load(std::memory_order_relaxed) != 0 && !probe) return false;
  if (!probe && !IsTooMuch(verdict, now)) return false;
  Open(now);
  return true;
}

bool Breaker::IsTooMuch(Verdict verdict, TimePoint now) const {
  if (verdict == Verdict::kServerFault && server_faults_ >= options_.server_faults) return true;
  if (verdict == Verdict::kTransportFault && transport_faults_ >= options_.transport_faults) return true;
  return RateIsTooHigh(now);
}

void Breaker::Count(bool fault, TimePoint now) {
  const std::int64_t minute = MinuteOf(now);
  Bucket& bucket = buckets_[static_cast<std::size_t>(minute % kBuckets)];
  if (bucket.minute != minute) bucket = {minute, 0, 0};
  ++bucket.requests;
  bucket.faults += fault ? 1 : 0;
}

bool Breaker::RateIsTooHigh(TimePoint now) const {
  int requests = 0;
  int faults = 0;
  for (const Bucket& bucket : buckets_) {
    if (MinuteOf(now) - bucket.minute >= kBuckets) continue;
    requests += bucket.requests;
    faults += bucket.faults;
  }
  return requests >= options_.min_requests && faults > options_.error_rate * requests;
}

void Breaker::Open(TimePoint now) {
  const auto longer = options_.open * (std::int64_t{1} << std::min(times_opened_, kMaxDoublings));
  ++times_opened_;
  probe_successes_ = 0;
  closed_at_.store(0, std::memory_order_release);
  open_until_.store(Millis(now + std::min(longer, options_.open_max)), std::memory_order_release);
}

void Breaker::Succeed(bool probe, TimePoint now) {
  server_faults_ = transport_faults_ = 0;
  if (open_until_.load(std::memory_order_relaxed) == 0) {
    const std::int64_t closed_at = closed_at_.load(std::memory_order_relaxed);
    if (closed_at == 0 || Millis(now) - closed_at < options_.slow_start.count()) return;
    closed_at_.store(0, std::memory_order_release);  // Well again, and for so long: the next time counts as the first.
    times_opened_ = 0;
    return;
  }
  if (!probe || ++probe_successes_ < options_.successes_to_close) return;
  probe_successes_ = 0;
  buckets_ = {};
  closed_at_.store(Millis(now), std::memory_order_release);
  open_until_.store(0, std::memory_order_release);
}

void Breaker::OpenUntil(TimePoint until) {
  const std::lock_guard lock(mutex_);
  if (Millis(until) <= open_until_.load(std::memory_order_relaxed)) return;
  probe_successes_ = 0;
  times_opened_ = std::max(times_opened_, 1);
  closed_at_.store(0, std::memory_order_release);
  open_until_.store(Millis(until), std::memory_order_release);
}

void Breaker::Reset() {
  const std::lock_guard lock(mutex_);
  server_faults_ = transport_faults_ = probe_successes_ = times_opened_ = 0;
  buckets_ = {};
  closed_at_.store(0, std::memory_order_release);
  open_until_.store(0, std::memory_order_release);
}

void Breaker::CopyFrom(const Breaker& other) {
  const std::scoped_lock lock(mutex_, other.mutex_);
  open_until_.store(other.open_until_.load(std::memory_order_relaxed), std::memory_order_release);
  closed_at_.store(other.closed_at_.load(std::memory_order_relaxed), std::memory_order_release);
  probe_under_way_.store(other.probe_under_way_.load(std::memory_order_relaxed), std::memory_order_release);
  slow_start_ms_.store(other.slow_start_ms_.load(std::memory_order_relaxed), std::memory_order_relaxed);
  options_ = other.options_;
  server_faults_ = other.server_faults_;
  transport_faults_ = other.transport_faults_;
  probe_successes_ = other.probe_successes_;
  times_opened_ = other.times_opened_;
  buckets_ = other.buckets_;
}

void Breaker::SetOptions(const BreakerOptions& options) {
  const std::lock_guard lock(mutex_);
  options_ = options;
  slow_start_ms_.store(options.slow_start.count(), std::memory_order_relaxed);
}

std::string_view NameOf(Breaker::State state) {
  switch (state) {
    case Breaker::State::kClosed:
      return "closed";
    case Breaker::State::kOpen:
      return "open";
    case Breaker::State::kHalfOpen:
      return "half_open";
  }
  return "unknown";
}

}  // namespace signalbox::router
