#pragma once

#include <functional>
#include <optional>

#include <absl/status/status.h>

#include "common/context/request_context.h"
#include "gateway/inference/services.h"
#include "signalbox/billing/v1/billing.pb.h"
#include "signalbox/memory/v1/memory.pb.h"

namespace signalbox::gateway {

/// What became of writing a request down.
struct Settled {
  absl::Status ledger;   ///< Not OK: the entry is lost, and the caller must not be told that all went well.
  absl::Status session;  ///< Not OK: the session does not know this exchange.
  absl::Status answer;   ///< Not OK: the answer cannot be asked for by its id.
};

/// What memory is told of a request that ended.
struct ToRemember {
  std::optional<memory::v1::AppendRequest> turns;
  std::optional<memory::v1::KeepAnswerRequest> answer;
};

/// Writes the entry and, if there are any, the session's turns and the answer, all at once. `done` runs when all are
/// durable or have failed, on another thread. Failures are logged and counted here.
void Settle(const InferenceServices& services, const RequestContext& context, billing::v1::Entry entry,
            ToRemember memories, std::function<void(const Settled&)> done);

}  // namespace signalbox::gateway
