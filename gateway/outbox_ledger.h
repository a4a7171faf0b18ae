#pragma once

#include <memory>
#include <shared_mutex>

#include "gateway/ledger.h"
#include "gateway/outbox/outbox.h"

namespace signalbox::gateway {

/// The outbox as the edge's ledger. May be held by a generation longer than the module lives; once closed it takes
/// nothing. Any thread.
class OutboxLedger final : public Ledger {
 public:
  explicit OutboxLedger(std::unique_ptr<Outbox> outbox) : outbox_(std::move(outbox)) {}

  void Append(billing::v1::Entry entry, std::function<void(const absl::Status&)> done) override;
  bool Full() const override;
  std::size_t Depth() const override;

  /// Commits what was appended and closes the file. Not from a callback of Append.
  void Close();

 private:
  mutable std::shared_mutex mutex_;  // Guards the pointer: shared for use, exclusive for Close.
  std::unique_ptr<Outbox> outbox_;
};

}  // namespace signalbox::gateway
