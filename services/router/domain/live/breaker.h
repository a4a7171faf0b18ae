#pragma once

#include <array>
#include <atomic>
#include <chrono>
#include <cstdint>
#include <mutex>
#include <string_view>

#include "common/context/clock.h"

namespace signalbox::router {

/// When a breaker opens and how it closes. The defaults are llm-proxy's and LLMux's.
struct BreakerOptions {
  int server_faults = 5;                         ///< In a row that open it, 1 to 1000.
  int transport_faults = 4;                      ///< In a row, 1 to 1000.
  double error_rate = 0.5;                       ///< Of the last five minutes beyond which it opens, 0 to 1 ...
  int min_requests = 20;                         ///< ... if there were so many requests.
  std::chrono::milliseconds open{30'000};        ///< How long it stays open; twice as long each time it opens again ...
  std::chrono::milliseconds open_max{300'000};   ///< ... up to this.
  int successes_to_close = 2;                    ///< Of probes, 1 to 100.
  std::chrono::milliseconds slow_start{60'000};  ///< Over which its share grows back after it closed.

  friend bool operator==(const BreakerOptions&, const BreakerOptions&) = default;
};

/// What an attempt says about a deployment.
enum class Verdict {
  kWell,            ///< It answered; also an answer that blames the caller.
  kServerFault,     ///< 500, 502, 503, 504, 529; a stream that broke off.
  kTransportFault,  ///< It was not reached, or said nothing in time.
  kNeutral,         ///< Says nothing about it: the account's fault, or nobody waited for the end.
};

/// Keeps requests away from a deployment that fails: closed, open for a time that doubles, then half open for one probe
/// at a time, then closed with a share that grows slowly.
///
/// Any thread. Reading takes no lock; an attempt's end locks for a few counters.
class Breaker {
 public:
  enum class State { kClosed, kOpen, kHalfOpen };
  enum class Pass { kRefused, kOrdinary, kProbe };

  explicit Breaker(const BreakerOptions& options = {})
      : slow_start_ms_(options.slow_start.count()), options_(options) {}

  /// How much of its share it may have: 0 while open or while a probe is under way, 0.2 half open, from 0.2 to 1 while
  /// it recovers, else 1.
  double Readiness(TimePoint now) const;

  /// Time until it will be half open; zero when it is not open.
  std::chrono::milliseconds OpenFor(TimePoint now) const;

  State StateAt(TimePoint now) const;

  /// An attempt begins. kRefused: it is open, or was found half open by another first. `forced`: nobody else is left,
  /// so it is asked even then. Who is not refused must say how it ended.
  Pass Enter(TimePoint now, bool forced);

  /// An attempt is over. True when this opened the breaker.
  bool Leave(Verdict verdict, Pass pass, TimePoint now);

  /// Another replica has seen it open until then.
  void OpenUntil(TimePoint until);

  /// As new: an operator says it is well.
  void Reset();

  /// Becomes what `other` is now.
  void CopyFrom(const Breaker& other);

  /// Other numbers; the state stays.
  void SetOptions(const BreakerOptions& options);

 private:
  static constexpr int kBuckets = 5;  // Of a minute each.
  struct Bucket {
    std::int64_t minute = 0;
    int requests = 0;
    int faults = 0;
  };

  bool Judge(Verdict verdict, bool probe, TimePoint now);
  void Count(bool fault, TimePoint now);
  bool RateIsTooHigh(TimePoint now) const;
  bool IsTooMuch(Verdict verdict, TimePoint now) const;
  void Open(TimePoint now);
  void Succeed(bool probe, TimePoint now);

  // Times are milliseconds since the epoch; zero: none.
  std::atomic<std::int64_t> open_until_{0};  // Half open once it is past, until closed.
  std::atomic<std::int64_t> closed_at_{0};   // Begin of the slow start.
  std::atomic<bool> probe_under_way_{false};
  std::atomic<std::int64_t> slow_start_ms_;

  mutable std::mutex mutex_;  // Guards everything below.
  BreakerOptions options_;
  int server_faults_ = 0;  // In a row.
  int transport_faults_ = 0;
  int probe_successes_ = 0;
  int times_opened_ = 0;  // Since it was last well.
  std::array<Bucket, kBuckets> buckets_{};
};

/// Lower-case words, a closed set.
std::string_view NameOf(Breaker::State state);

}  // namespace signalbox::router
