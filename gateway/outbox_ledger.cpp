#include "gateway/outbox_ledger.h"

namespace signalbox::gateway {

void OutboxLedger::Append(billing::v1::Entry entry, std::function<void(const absl::Status&)> done) {
  {
    const std::shared_lock lock(mutex_);
    if (outbox_) return outbox_->Append(std::move(entry), std::move(done));
  }
  done(absl::UnavailableError("the outbox is closed"));
}

bool OutboxLedger::Full() const {
  const std::shared_lock lock(mutex_);
  return !outbox_ || outbox_->Full();
}

std::size_t OutboxLedger::Depth() const {
  const std::shared_lock lock(mutex_);
  return outbox_ ? outbox_->Depth() : 0;
}

void OutboxLedger::Close() {
  std::unique_ptr<Outbox> outbox;
  {
    const std::unique_lock lock(mutex_);
    outbox = std::move(outbox_);
  }
}

}  // namespace signalbox::gateway
