#include "services/router/providers/vertex/token_cache.h"

#include <algorithm>
#include <utility>

#include "common/status/error.h"

namespace signalbox::router::vertex {

TokenCache::Entry& TokenCache::EntryOf(const Account& account) {
  const auto found = entries_.find(account.id);
  if (found == entries_.end()) {
    MakeRoom();
    return entries_.try_emplace(account.id, Entry(account.api_key)).first->second;
  }
  Entry& entry = found->second;
  if (entry.secret != account.api_key && !entry.under_way) entry = Entry(account.api_key);
  return entry;
}

/// Accounts that were removed leave their tokens behind; those that expire first go first.
void TokenCache::MakeRoom() {
  while (entries_.size() >= kMaxAccounts) {
    auto oldest = entries_.end();
    for (auto entry = entries_.begin(); entry != entries_.end(); ++entry) {
      if (entry->second.under_way) continue;
      if (oldest == entries_.end() || entry->second.expiry < oldest->second.expiry) oldest = entry;
    }
    if (oldest == entries_.end()) return;
    entries_.erase(oldest);
  }
}

bool TokenCache::Ask(const Account& account, TimePoint now, Done done) {
  std::unique_lock lock(mutex_);
  Entry& entry = EntryOf(account);
  const bool same_secret = entry.secret == account.api_key;
  const bool usable = same_secret && !entry.token.empty() && now < entry.expiry - kExpiryMargin;
  const bool fresh = usable && now < entry.expiry - kRefreshAhead;
  const bool start = !fresh && !entry.under_way && now >= entry.pause_end;
  if (start) entry.under_way = true;
  if (usable) {
    const std::string token = entry.token;
    lock.unlock();
    done(token);
    return start;
  }
  absl::Status failure = entry.failure;
  if (!same_secret) failure = Error(absl::StatusCode::kUnavailable, "", "the account's key was changed this moment");
  if (entry.waiting.size() >= kMaxWaiters) {
    failure = Error(absl::StatusCode::kUnavailable, "", "too many requests wait for a token");
  } else if (same_secret && entry.under_way) {
    entry.waiting.push_back(std::move(done));
    return start;
  }
  if (failure.ok()) failure = Error(absl::StatusCode::kUnavailable, "", "there is no usable token at the moment");
  lock.unlock();
  done(failure);
  return start;
}

void TokenCache::Finish(const std::string& account_id, TimePoint now, const absl::StatusOr<FreshToken>& outcome) {
  std::vector<Done> waiting;
  {
    const std::lock_guard lock(mutex_);
    Entry& entry = entries_[account_id];
    entry.under_way = false;
    waiting = std::exchange(entry.waiting, {});
    if (outcome.ok()) {
      entry.token = outcome->token;
      entry.expiry = now + outcome->lifetime;
      entry.failure = absl::OkStatus();
      entry.pause = std::chrono::seconds(0);
      entry.pause_end = now;
    } else {
      entry.failure = outcome.status();
      entry.pause = std::clamp(entry.pause * 2, std::chrono::seconds(kFirstPause), std::chrono::seconds(kLongestPause));
      entry.pause_end = now + entry.pause;
    }
  }
  for (const Done& done : waiting) {
    if (outcome.ok()) {
      done(outcome->token);
    } else {
      done(outcome.status());
    }
  }
}

}  // namespace signalbox::router::vertex
