#pragma once

#include <chrono>
#include <stop_token>
#include <string>
#include <vector>

#include <absl/status/status.h>
#include <absl/status/statusor.h>

#include "common/context/clock.h"
#include "services/health/domain/check.h"
#include "services/health/domain/upstreams.h"

namespace signalbox::health {

/// What a round of probes found.
struct Findings {
  std::vector<Check> checks;
  std::vector<std::string> unprobed;  ///< Accounts left for later, because the prober was away or a stop was requested.
  absl::Status failure;               ///< The last error that was the prober's own.
};

/// Probes accounts and tells an unhealthy account from a prober that is away: the latter is never held against an
/// account. Keeps no state; any thread; blocks.
class Inspector {
 public:
  struct Options {
    std::chrono::milliseconds timeout{10'000};  ///< Given to one probe.
    int parallel = 4;                           ///< Probes under way at once; at least 1.
  };

  Inspector(AccountSource& source, Prober& prober, Clock clock, Options options);

  /// Probes every account, several at once. Once the prober is away or `stop` is requested no further probe begins;
  /// those under way are waited for, at most the timeout and a few seconds.
  Findings Inspect(const std::vector<std::string>& account_ids, const std::stop_token& stop) const;

  /// Probes one account within the context's deadline. Errors: kNotFound; kUnavailable and others when the prober is
  /// away; kDeadlineExceeded when the caller had less patience than a probe is given.
  absl::StatusOr<Check> Inspect(const RequestContext& context, const std::string& account_id) const;

 private:
  absl::StatusOr<Check> JudgeSilence(const std::string& account_id, const absl::Status& silence) const;
  Check CheckOf(const std::string& account_id, ProbeResult result) const;

  AccountSource& source_;
  Prober& prober_;
  Clock clock_;
  Options options_;
};

}  // namespace signalbox::health
