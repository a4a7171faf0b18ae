#pragma once

#include <chrono>
#include <memory>
#include <string>

#include "gateway/admission/admission.h"
#include "gateway/inference/keep_alive.h"
#include "gateway/ledger.h"
#include "gateway/telemetry/edge_metrics.h"
#include "services/memory/client/memory_client.h"
#include "services/router/client/router_client.h"

namespace signalbox::gateway {

/// What inference works with. Shared, because a generation may outlive the server that began it.
struct InferenceServices {
  std::shared_ptr<const Admission> admission;
  std::shared_ptr<router::RouterClient> router;
  std::shared_ptr<memory::MemoryClient> memory;
  std::shared_ptr<Ledger> ledger;
  std::shared_ptr<KeepAlive> keep_alive;
  std::shared_ptr<EdgeMetrics> metrics;
  std::string model_prefix;  ///< With its slash: taken off models' names that begin with it; empty: none.
  std::chrono::milliseconds keep_alive_interval{15'000};  ///< Silence after which a stream says it lives.
};

}  // namespace signalbox::gateway
