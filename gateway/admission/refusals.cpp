#include "gateway/admission/refusals.h"

namespace signalbox::gateway {

absl::Status Refusals::Find(const CredentialDigest& digest, Time now) const {
  const std::lock_guard lock(mutex_);
  const auto it = slots_.find(digest);
  return it == slots_.end() || now >= it->second.until ? absl::OkStatus() : it->second.refusal;
}

void Refusals::Put(const CredentialDigest& digest, absl::Status refusal, Time now) {
  const std::lock_guard lock(mutex_);
  if (max_refusals_ == 0) return;
  if (const auto it = slots_.find(digest); it != slots_.end()) {
    it->second = {std::move(refusal), now + ttl_};
    return;
  }
  if (order_.size() >= max_refusals_) {
    slots_.erase(order_.front());
    order_.pop_front();
  }
  slots_.emplace(digest, Slot{std::move(refusal), now + ttl_});
  order_.push_back(digest);
}

void Refusals::Clear() {
  const std::lock_guard lock(mutex_);
  slots_.clear();
  order_.clear();
}

std::size_t Refusals::size() const {
  const std::lock_guard lock(mutex_);
  return slots_.size();
}

}  // namespace signalbox::gateway
