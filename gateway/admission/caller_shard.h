#pragma once

#include <cstddef>
#include <list>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <unordered_map>

#include "gateway/admission/caller.h"
#include "gateway/admission/digest.h"

namespace signalbox::gateway {

/// One lock's worth of remembered callers: at most `max_callers`, the unused ones leave first (second chance).
/// Any thread.
class CallerShard {
 public:
  explicit CallerShard(std::size_t max_callers) : max_callers_(max_callers) {}

  /// Null when unknown or expired.
  std::shared_ptr<const Caller> Find(const CredentialDigest& digest, TimePoint now);

  void Put(const CredentialDigest& digest, std::shared_ptr<const Caller> caller);
  void Forget(const std::string& key_id);
  void Clear();
  std::size_t size() const;

 private:
  struct Slot {
    CredentialDigest digest;
    std::shared_ptr<const Caller> caller;
    bool used = false;
  };
  using Slots = std::list<Slot>;

  void Erase(Slots::iterator slot);
  void MakeRoom();

  const std::size_t max_callers_;
  mutable std::mutex mutex_;  // Guards everything below.
  Slots slots_;               // Oldest first.
  std::unordered_map<CredentialDigest, Slots::iterator, DigestHash> by_digest_;
  std::unordered_multimap<std::string_view, Slots::iterator> by_key_;  // The views are the callers' own key ids.
};

}  // namespace signalbox::gateway
