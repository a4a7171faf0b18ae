#pragma once

#include <cstddef>
#include <functional>

#include <absl/status/status.h>

#include "signalbox/billing/v1/billing.pb.h"

namespace signalbox::gateway {

/// Where finished requests are written down. Any thread; nothing here blocks.
class Ledger {
 public:
  virtual ~Ledger() = default;

  /// `done` runs once, on another thread: with OK when the entry survives a crash, else it is not written.
  virtual void Append(billing::v1::Entry entry, std::function<void(const absl::Status&)> done) = 0;

  /// Whether no further entry fits: nothing new may be admitted.
  virtual bool Full() const = 0;

  /// Entries that billing has not acknowledged yet.
  virtual std::size_t Depth() const = 0;
};

}  // namespace signalbox::gateway
