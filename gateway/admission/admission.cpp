#include "gateway/admission/admission.h"

#include <fmt/format.h>

#include "common/context/ids.h"
#include "common/status/error.h"

namespace signalbox::gateway {

absl::StatusOr<AdmissionTicket> Admission::Admit(std::shared_ptr<const Caller> caller, std::string_view model,
                                                 TimePoint arrival_time) const {
  if (!MayUse(*caller, model)) {
    return Error(absl::StatusCode::kPermissionDenied, "MODEL_NOT_ALLOWED",
                 fmt::format("this key may not use the model '{}'", model));
  }
  if (ledger_->Full()) {
    return Error(absl::StatusCode::kUnavailable, "LEDGER_FULL",
                 "requests cannot be accounted for at the moment; please try again later");
  }
  return AdmissionTicket(NewUuid(), std::move(caller), arrival_time);
}

}  // namespace signalbox::gateway
