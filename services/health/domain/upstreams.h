#pragma once

#include <chrono>
#include <string>
#include <vector>

#include <absl/status/statusor.h>

#include "common/context/request_context.h"
#include "services/health/domain/account.h"

namespace signalbox::health {

/// Knows which accounts there are. Any thread; blocks. Errors: kUnavailable when it cannot be asked.
class AccountSource {
 public:
  virtual ~AccountSource() = default;
  virtual absl::StatusOr<std::vector<Account>> List(const RequestContext& context) = 0;
};

/// What a provider answered to a probe.
struct ProbeResult {
  bool healthy = false;
  int status = 0;  ///< HTTP status; 0 when no answer arrived.
  std::chrono::microseconds response_time{0};
  std::string error;  ///< Empty when healthy.
};

/// Tries an account, free of charge. Any thread; blocks until the context's deadline.
/// A provider that refuses or is away is a result. Errors are the prober's own: kNotFound for an unknown account,
/// kUnavailable when it cannot be asked, kDeadlineExceeded when nobody answered in time.
class Prober {
 public:
  virtual ~Prober() = default;
  virtual absl::StatusOr<ProbeResult> Probe(const RequestContext& context, const std::string& account_id) = 0;
};

}  // namespace signalbox::health
