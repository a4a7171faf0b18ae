#include "gateway/admission/caller_shard.h"

namespace signalbox::gateway {

std::shared_ptr<const Caller> CallerShard::Find(const CredentialDigest& digest, TimePoint now) {
  const std::lock_guard lock(mutex_);
  const auto it = by_digest_.find(digest);
  if (it == by_digest_.end()) return nullptr;
  Slot& slot = *it->second;
  if (slot.caller->expires_at && now >= *slot.caller->expires_at) {
    Erase(it->second);
    return nullptr;
  }
  slot.used = true;
  return slot.caller;
}

void CallerShard::Put(const CredentialDigest& digest, std::shared_ptr<const Caller> caller) {
  const std::lock_guard lock(mutex_);
  if (max_callers_ == 0) return;
  if (const auto it = by_digest_.find(digest); it != by_digest_.end()) Erase(it->second);
  MakeRoom();
  slots_.push_back({digest, std::move(caller), false});
  const auto slot = std::prev(slots_.end());
  by_digest_.emplace(digest, slot);
  by_key_.emplace(slot->caller->principal.key_id, slot);
}

// Every pass over a used slot costs it its mark, so this ends after at most one round.
void CallerShard::MakeRoom() {
  while (slots_.size() >= max_callers_) {
    if (!slots_.front().used) return Erase(slots_.begin());
    slots_.front().used = false;
    slots_.splice(slots_.end(), slots_, slots_.begin());
  }
}

void CallerShard::Erase(Slots::iterator slot) {
  by_digest_.erase(slot->digest);
  auto [it, end] = by_key_.equal_range(slot->caller->principal.key_id);
  while (it != end && it->second != slot) ++it;
  if (it != end) by_key_.erase(it);
  slots_.erase(slot);
}

void CallerShard::Forget(const std::string& key_id) {
  const std::lock_guard lock(mutex_);
  for (auto it = by_key_.find(key_id); it != by_key_.end(); it = by_key_.find(key_id)) Erase(it->second);
}

void CallerShard::Clear() {
  const std::lock_guard lock(mutex_);
  by_key_.clear();
  by_digest_.clear();
  slots_.clear();
}

std::size_t CallerShard::size() const {
  const std::lock_guard lock(mutex_);
  return slots_.size();
}

}  // namespace signalbox::gateway
