#pragma once

#include <chrono>
#include <cstddef>
#include <deque>
#include <mutex>
#include <unordered_map>
#include <utility>

#include <absl/status/status.h>

#include "gateway/admission/digest.h"

namespace signalbox::gateway {

/// Credentials that identity refused a moment ago, so that hammering with a wrong key costs it nothing. Bounded, oldest
/// out first; each for `ttl`. Any thread.
class Refusals {
 public:
  using Time = std::chrono::steady_clock::time_point;

  Refusals(std::size_t max_refusals, std::chrono::milliseconds ttl) : max_refusals_(max_refusals), ttl_(ttl) {}

  /// OK when nothing is remembered.
  absl::Status Find(const CredentialDigest& digest, Time now) const;
  void Put(const CredentialDigest& digest, absl::Status refusal, Time now);
  void Clear();
  std::size_t size() const;

 private:
  struct Slot {
    absl::Status refusal;
    Time until;
  };

  const std::size_t max_refusals_;
  const std::chrono::milliseconds ttl_;
  mutable std::mutex mutex_;            // Guards everything below.
  std::deque<CredentialDigest> order_;  // Oldest first; exactly the keys of slots_.
  std::unordered_map<CredentialDigest, Slot, DigestHash> slots_;
};

}  // namespace signalbox::gateway
