#pragma once

#include <memory>
#include <string_view>

#include <absl/status/statusor.h>

#include "gateway/admission/ticket.h"
#include "gateway/ledger.h"

namespace signalbox::gateway {

/// Decides whether an authenticated caller's request may be generated. Any thread; never blocks.
class Admission {
 public:
  explicit Admission(std::shared_ptr<const Ledger> ledger) : ledger_(std::move(ledger)) {}

  /// Errors: kPermissionDenied, reason MODEL_NOT_ALLOWED, when the caller may not use the model; kUnavailable, reason
  /// LEDGER_FULL, while what it would cost could not be written down.
  absl::StatusOr<AdmissionTicket> Admit(std::shared_ptr<const Caller> caller, std::string_view model,
                                        TimePoint arrival_time) const;

 private:
  const std::shared_ptr<const Ledger> ledger_;
};

}  // namespace signalbox::gateway
