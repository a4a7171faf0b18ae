#pragma once

#include <array>
#include <atomic>
#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

#include <absl/status/status.h>

#include "gateway/admission/caller.h"
#include "gateway/admission/caller_shard.h"
#include "gateway/admission/change_log.h"
#include "gateway/admission/digest.h"
#include "gateway/admission/refusals.h"

namespace signalbox::gateway {

struct KeyCacheOptions {
  std::size_t max_callers = 100'000;
  std::size_t max_refusals = 10'000;
  std::chrono::milliseconds refusal_ttl{5'000};
  std::chrono::milliseconds max_stale{300'000};  ///< How long callers serve after the watch broke.
};

/// Remembers whose credentials are whose, and forgets at once what identity says has changed.
///
/// Nothing is remembered that no watch could take back: callers without a key id never are, and while the watch is away
/// nothing is added and what is there serves for `max_stale`, then no more. An answer that a change overtook on its way
/// here is recognised and refused. Any thread; a hit takes one of sixteen short locks.
class KeyCache {
 public:
  using SteadyClock = std::function<std::chrono::steady_clock::time_point()>;

  explicit KeyCache(KeyCacheOptions options, Clock clock = SystemNow,
                    SteadyClock steady = std::chrono::steady_clock::now);

  CredentialDigest DigestOf(std::string_view credential) const;

  /// What is remembered: a caller, or a refusal that is not OK, or neither: then ask identity.
  struct Found {
    std::shared_ptr<const Caller> caller;
    absl::Status refusal;
  };
  Found Find(const CredentialDigest& digest);

  /// How much has been heard from the watch. Take it before asking identity: a refusal is judged by it.
  std::uint64_t Heard() const;

  /// Offers an answer of identity. False when a change overtook it: it is worth nothing, ask again.
  bool Offer(const CredentialDigest& digest, std::shared_ptr<const Caller> caller, std::int64_t revision);

  /// The same for a refusal, which has no revision: it is overtaken by anything heard since `heard_before`.
  bool OfferRefusal(const CredentialDigest& digest, absl::Status refusal, std::uint64_t heard_before);

  /// From the watch: a stream has begun, keys have changed, the stream broke.
  void OnConnected(std::int64_t revision);
  void OnChange(std::int64_t revision, const std::vector<std::string>& key_ids);
  void OnLost();

  std::size_t callers() const;
  std::size_t refusals() const { return refusals_.size(); }

 private:
  CallerShard& ShardOf(const CredentialDigest& digest);

  const KeyCacheOptions options_;
  const Clock clock_;
  const SteadyClock steady_;
  const std::string hash_key_;
  std::array<std::unique_ptr<CallerShard>, 16> shards_;
  Refusals refusals_;
  std::atomic<std::chrono::steady_clock::time_point> usable_until_{};  // The maximum while the watch is connected.

  // Hearing of changes and adding exclude each other: nothing slips past the change that forbids it.
  mutable std::mutex mutex_;  // Guards everything below. Taken before the shards' locks.
  bool connected_ = false;
  std::uint64_t heard_ = 0;
  ChangeLog changes_;
};

}  // namespace signalbox::gateway
