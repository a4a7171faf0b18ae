#pragma once

#include <chrono>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

#include <absl/status/status.h>
#include <absl/status/statusor.h>

#include "common/context/clock.h"
#include "common/context/request_context.h"
#include "services/health/domain/board.h"
#include "services/health/domain/check_store.h"
#include "services/health/domain/inspector.h"
#include "services/health/domain/upstreams.h"

namespace signalbox::health {

/// Watches the accounts: probes them in rounds and on demand, keeps what was found, and shows the last known state.
///
/// Any thread, except Round(), which has one caller at a time. Lives in health::Module.
class Monitor {
 public:
  struct Options {
    std::chrono::milliseconds lease{60'000};  ///< No account is probed on schedule twice within it, by any replica.
    std::chrono::milliseconds history_age{std::chrono::hours(24 * 30)};  ///< Older checks are forgotten.
    std::int64_t history_checks = 1'000'000;                             ///< The oldest of more are forgotten.
    std::chrono::minutes prune_interval{10};
  };

  Monitor(AccountSource& source, CheckStore& store, const Inspector& inspector, Clock clock, Options options);

  /// One round: learns the accounts, probes the enabled ones that are due and that no other replica probes, keeps the
  /// checks, takes over what other replicas found, and now and then forgets old checks. Blocks.
  /// Errors: those of the router and the store; what was found until then is kept.
  absl::Status Round(const std::stop_token& stop);

  /// From memory: they answer whatever is away.
  Overview GetOverview() const { return board_.Sum(); }
  /// Errors: kUnavailable before the accounts were first learnt: an empty list would be a lie.
  absl::StatusOr<std::vector<AccountHealth>> List() const;
  /// Errors: kNotFound, and as List().
  absl::StatusOr<AccountHealth> Get(const std::string& account_id) const;

  /// Probes one account now, enabled or not. Blocks. Errors: kNotFound; kUnavailable when router or store is away.
  absl::StatusOr<AccountHealth> CheckNow(const RequestContext& context, const std::string& account_id);

  /// Newest first; all accounts when `account_id` is empty. `limit` 1 to 1000 (0: 50). Errors: kInvalidArgument.
  absl::StatusOr<std::vector<Check>> History(const RequestContext& context, const std::string& account_id,
                                             int limit) const;

 private:
  absl::StatusOr<std::vector<Account>> LearnAccounts(const RequestContext& context);
  absl::Status ProbeDue(const std::vector<Account>& accounts, const std::stop_token& stop);
  absl::Status Refresh(const std::vector<Account>& accounts);
  absl::Status PruneSometimes();

  AccountSource& source_;
  CheckStore& store_;
  const Inspector& inspector_;
  Clock clock_;
  Options options_;
  Board board_;
  std::optional<TimePoint> last_prune_;  ///< Of Round()'s caller alone.
};

}  // namespace signalbox::health
