#pragma once

#include <algorithm>
#include <map>
#include <mutex>
#include <set>
#include <string>
#include <vector>

#include <gmock/gmock.h>

#include "services/health/domain/check_store.h"
#include "services/health/domain/upstreams.h"

namespace signalbox::health {

inline Account Enabled(const std::string& id) {
  return {id, "provider", "name-" + id, "sk-" + id, true};
}

inline Account Disabled(const std::string& id) {
  Account account = Enabled(id);
  account.enabled = false;
  return account;
}

inline ProbeResult Healthy() {
  return {true, 200, std::chrono::milliseconds(5), ""};
}

inline ProbeResult Refused() {
  return {false, 401, std::chrono::milliseconds(7), "the provider refused the key"};
}

/// A router under the test's thumb.
class FakeRouter : public AccountSource, public Prober {
 public:
  absl::StatusOr<std::vector<Account>> List(const RequestContext&) override {
    const std::lock_guard lock(mutex_);
    if (!away.ok()) return away;
    return accounts;
  }

  absl::StatusOr<ProbeResult> Probe(const RequestContext& context, const std::string& account_id) override {
    const std::lock_guard lock(mutex_);
    probed.push_back(account_id);
    last_patience = context.Remaining(std::chrono::hours(1));
    const auto answer = answers.find(account_id);
    return answer == answers.end() ? absl::StatusOr<ProbeResult>(Healthy()) : answer->second;
  }

  std::vector<Account> accounts;
  absl::Status away;
  std::map<std::string, absl::StatusOr<ProbeResult>> answers;  ///< Healthy where nothing is said.
  std::vector<std::string> probed;
  std::chrono::milliseconds last_patience{0};

 private:
  std::mutex mutex_;
};

/// Checks and claims in the test's own memory. One thread.
class FakeStore : public CheckStore {
 public:
  absl::StatusOr<std::vector<std::string>> Claim(const RequestContext&, std::vector<std::string> account_ids,
                                                 std::chrono::milliseconds lease) override {
    if (!away.ok()) return away;
    last_lease = lease;
    std::vector<std::string> won;
    for (const std::string& id : account_ids) {
      if (claimed.insert(id).second) won.push_back(id);
    }
    return won;
  }

  absl::Status Release(const RequestContext&, std::vector<std::string> account_ids) override {
    for (const std::string& id : account_ids) claimed.erase(id);
    return away;
  }

  absl::Status Add(const RequestContext&, const std::vector<Check>& added) override {
    if (!away.ok()) return away;
    for (const Check& check : added) checks.insert(checks.begin(), check);
    return absl::OkStatus();
  }

  absl::StatusOr<RecentChecks> Recent(const RequestContext&, const std::vector<std::string>& account_ids) override {
    if (!away.ok()) return away;
    RecentChecks recent;
    for (const Check& check : checks) {
      const bool asked = std::ranges::find(account_ids, check.account_id) != account_ids.end();
      std::vector<Check>& of_account = recent[check.account_id];
      if (asked && of_account.size() < kRecentChecks) of_account.push_back(check);
    }
    return recent;
  }

  absl::StatusOr<std::vector<Check>> History(const RequestContext&, const std::string&, int limit) override {
    last_limit = limit;
    return checks;
  }

  absl::Status Prune(const RequestContext&, TimePoint oldest, std::int64_t max_checks) override {
    pruned.push_back(oldest);
    last_max_checks = max_checks;
    return absl::OkStatus();
  }

  absl::Status away;
  std::set<std::string> claimed;
  std::vector<Check> checks;  ///< Newest first.
  std::vector<TimePoint> pruned;
  std::int64_t last_max_checks = 0;
  std::chrono::milliseconds last_lease{0};
  int last_limit = 0;
};

}  // namespace signalbox::health
