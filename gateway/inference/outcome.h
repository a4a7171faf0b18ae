#pragma once

#include <optional>
#include <string>

#include "gateway/admission/ticket.h"
#include "gateway/call.h"
#include "gateway/inference/asked/asked.h"
#include "signalbox/billing/v1/billing.pb.h"
#include "signalbox/router/v1/router.pb.h"

namespace signalbox::gateway {

/// How a request ended: a row of the endings table.
struct Outcome {
  llm::v1::Ending ending = llm::v1::ENDING_UNSPECIFIED;
  llm::v1::Usage usage;                     ///< Over all attempts.
  std::optional<router::v1::Attempt> last;  ///< The attempt that answered, or failed last; absent without any.
  int attempts = 0;
  int status = 0;                       ///< HTTP status the caller sees; 0 when it had gone before.
  std::chrono::microseconds answer{0};  ///< From arrival to the first byte for the caller; zero when none.
};

/// The sum over attempts; estimated if any is.
llm::v1::Usage TotalUsage(const router::v1::Tail& tail);

/// Time the providers took, over all attempts.
std::chrono::microseconds UpstreamTime(const router::v1::Tail& tail);

/// The ledger entry of a request that ends now.
billing::v1::Entry EntryOf(const Call& call, const AdmissionTicket& ticket, const Asked& asked, const Outcome& outcome);

/// Puts the outcome into the call's record, for its log line and metrics.
void Note(const Outcome& outcome, CallRecord& record);

}  // namespace signalbox::gateway
