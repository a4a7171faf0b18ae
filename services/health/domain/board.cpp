#include "services/health/domain/board.h"

#include <algorithm>
#include <utility>

namespace signalbox::health {

void Board::SetAccounts(std::vector<Account> accounts) {
  const std::lock_guard lock(mutex_);
  std::vector<Entry> entries;
  entries.reserve(accounts.size());
  for (Account& account : accounts) {
    Entry* known = Find(account.id);
    entries.push_back({std::move(account), known ? std::move(known->recent) : std::vector<Check>()});
  }
  entries_ = std::move(entries);
  known_ = true;
}

void Board::Merge(const RecentChecks& recent) {
  const std::lock_guard lock(mutex_);
  for (const auto& [id, checks] : recent) {
    Entry* entry = Find(id);
    if (!entry || checks.empty()) continue;
    // A check made by hand may have been recorded here after the others were read.
    if (!entry->recent.empty() && entry->recent.front().checked_at > checks.front().checked_at) continue;
    entry->recent = checks;
  }
}

void Board::Record(const Check& check) {
  const std::lock_guard lock(mutex_);
  Entry* entry = Find(check.account_id);
  if (!entry) return;
  entry->recent.insert(entry->recent.begin(), check);
  if (entry->recent.size() > kRecentChecks) entry->recent.pop_back();
}

std::optional<std::vector<AccountHealth>> Board::All() const {
  const std::lock_guard lock(mutex_);
  if (!known_) return std::nullopt;
  std::vector<AccountHealth> all;
  all.reserve(entries_.size());
  for (const Entry& entry : entries_) all.push_back(HealthOf(entry));
  return all;
}

Overview Board::Sum() const {
  const std::lock_guard lock(mutex_);
  Overview sum;
  bool any_checked = false;
  for (const Entry& entry : entries_) {
    if (!entry.account.enabled) continue;
    ++sum.enabled;
    any_checked |= !entry.recent.empty();
    if (!entry.recent.empty() && entry.recent.front().healthy) ++sum.healthy;
  }
  if (any_checked) sum.status = sum.healthy == sum.enabled ? Overview::Status::kOk : Overview::Status::kDegraded;
  return sum;
}

AccountHealth Board::HealthOf(const Entry& entry) {
  AccountHealth health{entry.account, std::nullopt, std::nullopt};
  if (entry.recent.empty()) return health;
  health.last = entry.recent.front();
  health.success_rate = SuccessRate(entry.recent);
  return health;
}

Board::Entry* Board::Find(const std::string& account_id) {
  const auto found = std::ranges::find_if(entries_, [&](const Entry& entry) { return entry.account.id == account_id; });
  return found == entries_.end() ? nullptr : &*found;
}

}  // namespace signalbox::health
