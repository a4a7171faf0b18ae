#pragma once

#include <atomic>
#include <chrono>
#include <cstdint>
#include <mutex>
#include <optional>
#include <string_view>

#include "common/context/clock.h"
#include "services/router/domain/live/minute_window.h"

namespace signalbox::router {

/// Why an account rests.
enum class RestReason {
  kNone,
  kRateLimited,     ///< 429.
  kQuotaExhausted,  ///< No credit, or a quota that is used up.
  kAuthFault,       ///< The provider refused its key.
  kOperator,        ///< An operator said so.
};

/// How long accounts rest. The defaults of rate limits are llm-proxy's.
struct RestOptions {
  std::chrono::milliseconds first{15'000};                 ///< Where the provider does not say; doubled each time ...
  std::chrono::milliseconds longest{300'000};              ///< ... up to this.
  std::chrono::milliseconds longest_told{3'600'000};       ///< Of what a provider says.
  std::chrono::milliseconds without_quota{300'000};        ///< Until a quota or a refused key is tried again, doubled
  std::chrono::milliseconds without_quota_max{3'600'000};  ///< each time up to this.

  friend bool operator==(const RestOptions&, const RestOptions&) = default;
};

/// Keeps requests away from an account that was refused. Any thread; reading takes no lock.
class Rest {
 public:
  explicit Rest(const RestOptions& options = {}) : options_(options) {}

  bool IsResting(TimePoint now) const { return Left(now).count() > 0; }
  std::chrono::milliseconds Left(TimePoint now) const;
  RestReason Reason(TimePoint now) const;  ///< kNone when it does not rest.

  /// It was refused. `told`: what the provider said to wait. Returns until when it rests.
  TimePoint Begin(RestReason reason, std::optional<std::chrono::milliseconds> told, TimePoint now);

  /// Another replica has seen it refused, or an operator wants it to rest, until then: no success ends that before.
  void BeginUntil(RestReason reason, TimePoint until);

  /// An attempt that began at `began` succeeded: the next refusal counts as the first, and it rests no longer. What
  /// began before the rest did says nothing against it.
  void End(TimePoint began);

  /// As new: it has another key, or an operator says it is well.
  void Forget();

  void SetOptions(const RestOptions& options);

  /// Becomes what `other` is now.
  void CopyFrom(const Rest& other);

 private:
  std::chrono::milliseconds LengthOf(RestReason reason, std::optional<std::chrono::milliseconds> told, int times) const;

  std::atomic<std::int64_t> until_{0};  // Milliseconds since the epoch.
  std::atomic<RestReason> reason_{RestReason::kNone};
  std::atomic<int> times_{0};  // In a row.
  mutable std::mutex mutex_;   // Guards options_ and the writing of the rest.
  RestOptions options_;
  std::int64_t begun_ = 0;  // When the latest rest began.
};

/// What is known of an account from the requests made with it: outlives snapshots. Any thread.
struct AccountLive {
  std::atomic<std::int32_t> in_flight{0};
  MinuteWindow minute;
  Rest rest;

  /// Becomes what `other` is now.
  void CopyFrom(const AccountLive& other);
};

/// Lower-case words, a closed set.
std::string_view NameOf(RestReason reason);

}  // namespace signalbox::router
