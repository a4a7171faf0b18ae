#pragma once

#include <chrono>
#include <functional>

namespace signalbox::health {

/// Decides when the next round begins. One thread.
///
/// Rounds are more frequent than probes: whoever finds an account due probes it, so a replica that dies is replaced,
/// and a new account is seen, within a quarter of the interval.
class Pace {
 public:
  using Random = std::function<double()>;  ///< Evenly from [0, 1).

  /// `interval` is the time between two probes of an account; at least one second.
  Pace(std::chrono::milliseconds interval, Random random);

  /// Time between two rounds, before jitter: a quarter of the interval, at most 15 s.
  std::chrono::milliseconds tick() const { return tick_; }

  /// How long a claim on an account lasts, so that the round nearest to the interval's end finds it due.
  std::chrono::milliseconds lease() const { return interval_ - tick_ / 2; }

  /// How long to wait after a round: the tick, give or take 10 %, so that replicas do not march in step. After a failed
  /// round sooner: 250 ms, doubled with each further failure, up to the tick.
  std::chrono::milliseconds After(bool succeeded);

 private:
  std::chrono::milliseconds interval_;
  std::chrono::milliseconds tick_;
  Random random_;
  std::chrono::milliseconds retry_;
};

}  // namespace signalbox::health
