#pragma once

#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "services/health/domain/account.h"
#include "services/health/domain/check.h"
#include "services/health/domain/check_store.h"

namespace signalbox::health {

/// An account and what its newest checks say.
struct AccountHealth {
  Account account;
  std::optional<Check> last;           ///< Absent before the first check.
  std::optional<double> success_rate;  ///< Percentage over the newest checks; absent before the first.
};

/// All enabled accounts in one word.
struct Overview {
  enum class Status { kUnknown, kOk, kDegraded };

  Status status = Status::kUnknown;  ///< kOk when every enabled account is healthy; kUnknown while none was checked.
  int enabled = 0;
  int healthy = 0;  ///< Of the enabled ones.
};

/// The last known state of every account, in memory, so that it can be shown when the router and the database are away.
/// Any thread.
class Board {
 public:
  /// Replaces the accounts; the checks of those that are gone go with them.
  void SetAccounts(std::vector<Account> accounts);

  /// Takes over stored checks, unless a newer one is known here already.
  void Merge(const RecentChecks& recent);

  /// Puts a check before the others of its account, if the account is known.
  void Record(const Check& check);

  /// In the order of SetAccounts; absent before it was first called.
  std::optional<std::vector<AccountHealth>> All() const;

  Overview Sum() const;

 private:
  struct Entry {
    Account account;
    std::vector<Check> recent;  ///< Newest first, at most kRecentChecks.
  };

  static AccountHealth HealthOf(const Entry& entry);
  Entry* Find(const std::string& account_id);

  mutable std::mutex mutex_;  ///< Guards everything below.
  bool known_ = false;
  std::vector<Entry> entries_;
};

}  // namespace signalbox::health
