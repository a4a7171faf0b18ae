#pragma once

#include <chrono>
#include <map>
#include <string>
#include <vector>

#include <absl/status/status.h>
#include <absl/status/statusor.h>

#include "common/context/clock.h"
#include "common/context/request_context.h"
#include "services/health/domain/check.h"

namespace signalbox::health {

/// The newest checks of accounts, by id; newest first.
using RecentChecks = std::map<std::string, std::vector<Check>>;

/// Where checks are kept, and where replicas agree on who probes. Any thread; every call blocks and is one transaction.
class CheckStore {
 public:
  virtual ~CheckStore() = default;

  /// Those of the accounts that no replica has claimed within the last `lease`; they are claimed for the caller.
  virtual absl::StatusOr<std::vector<std::string>> Claim(const RequestContext& context,
                                                         std::vector<std::string> account_ids,
                                                         std::chrono::milliseconds lease) = 0;

  /// Gives claims back: somebody may claim these accounts at once.
  virtual absl::Status Release(const RequestContext& context, std::vector<std::string> account_ids) = 0;

  virtual absl::Status Add(const RequestContext& context, const std::vector<Check>& checks) = 0;

  /// At most kRecentChecks of each of the accounts.
  virtual absl::StatusOr<RecentChecks> Recent(const RequestContext& context,
                                              const std::vector<std::string>& account_ids) = 0;

  /// At most `limit` checks of one account, or of all when `account_id` is empty; newest first.
  virtual absl::StatusOr<std::vector<Check>> History(const RequestContext& context, const std::string& account_id,
                                                     int limit) = 0;

  /// Forgets checks before `oldest`, and the oldest of what is more than `max_checks`.
  virtual absl::Status Prune(const RequestContext& context, TimePoint oldest, std::int64_t max_checks) = 0;
};

}  // namespace signalbox::health
