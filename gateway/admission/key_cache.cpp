#include "gateway/admission/key_cache.h"

#include <algorithm>
#include <cstring>

#include "common/crypto/secret.h"

namespace signalbox::gateway {
namespace {

constexpr std::size_t kHashKeyBytes = 32;
constexpr std::size_t kChangesKept = 4096;
constexpr auto kForever = std::chrono::steady_clock::time_point::max();

}  // namespace

KeyCache::KeyCache(KeyCacheOptions options, Clock clock, SteadyClock steady)
    : options_(options),
      clock_(std::move(clock)),
      steady_(std::move(steady)),
      hash_key_(crypto::RandomBytes(kHashKeyBytes)),
      refusals_(options.max_refusals, options.refusal_ttl),
      changes_(kChangesKept) {
  const std::size_t share = (options_.max_callers + shards_.size() - 1) / shards_.size();
  for (auto& shard : shards_) shard = std::make_unique<CallerShard>(share);
}

CredentialDigest KeyCache::DigestOf(std::string_view credential) const {
  const std::string hash = crypto::KeyedHash(hash_key_, credential);
  CredentialDigest digest{};
  std::memcpy(digest.data(), hash.data(), std::min(hash.size(), digest.size()));
  return digest;
}

CallerShard& KeyCache::ShardOf(const CredentialDigest& digest) {
  return *shards_[static_cast<unsigned char>(digest[0]) % shards_.size()];
}

KeyCache::Found KeyCache::Find(const CredentialDigest& digest) {
  const auto now = steady_();
  if (now >= usable_until_.load(std::memory_order_acquire)) return {};
  if (auto caller = ShardOf(digest).Find(digest, clock_())) return {std::move(caller), absl::OkStatus()};
  return {nullptr, refusals_.Find(digest, now)};
}

std::uint64_t KeyCache::Heard() const {
  const std::lock_guard lock(mutex_);
  return heard_;
}

bool KeyCache::Offer(const CredentialDigest& digest, std::shared_ptr<const Caller> caller, std::int64_t revision) {
  const std::lock_guard lock(mutex_);
  const std::string& key_id = caller->principal.key_id;
  if (changes_.ChangedSince(key_id, revision)) return false;
  if (connected_ && !key_id.empty()) ShardOf(digest).Put(digest, std::move(caller));
  return true;
}

bool KeyCache::OfferRefusal(const CredentialDigest& digest, absl::Status refusal, std::uint64_t heard_before) {
  const std::lock_guard lock(mutex_);
  if (heard_ != heard_before) return false;
  if (connected_) refusals_.Put(digest, std::move(refusal), steady_());
  return true;
}

void KeyCache::OnConnected(std::int64_t revision) {
  const std::lock_guard lock(mutex_);
  connected_ = true;
  ++heard_;
  changes_.Reset(revision);
  refusals_.Clear();
  for (auto& shard : shards_) shard->Clear();
  usable_until_.store(kForever, std::memory_order_release);
}

void KeyCache::OnChange(std::int64_t revision, const std::vector<std::string>& key_ids) {
  const std::lock_guard lock(mutex_);
  ++heard_;
  changes_.Add(revision, key_ids);
  // A refusal does not say which key it was about, and any of them may have been lifted just now.
  refusals_.Clear();
  for (auto& shard : shards_) {
    for (const std::string& key_id : key_ids) shard->Forget(key_id);
  }
}

void KeyCache::OnLost() {
  const std::lock_guard lock(mutex_);
  // Failed attempts to reconnect must not prolong the term.
  if (!connected_) return;
  connected_ = false;
  ++heard_;
  refusals_.Clear();
  usable_until_.store(steady_() + options_.max_stale, std::memory_order_release);
}

std::size_t KeyCache::callers() const {
  std::size_t sum = 0;
  for (const auto& shard : shards_) sum += shard->size();
  return sum;
}

}  // namespace signalbox::gateway
