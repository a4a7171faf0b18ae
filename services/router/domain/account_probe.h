#pragma once

#include <chrono>
#include <string>

#include "common/context/request_context.h"
#include "services/router/domain/snapshot.h"

namespace signalbox::router {

/// What a provider says of an account.
struct ProbeResult {
  bool healthy = false;  ///< Exactly if it answered with 2xx.
  int status = 0;        ///< HTTP status; 0 when none arrived.
  std::chrono::microseconds latency{0};
  std::string error;  ///< Empty when healthy. Never the provider's words, an address or a key.
};

/// Asks a provider whether an account works, free of charge. Any thread; blocks, at most until the context's deadline.
class AccountProbe {
 public:
  virtual ~AccountProbe() = default;
  virtual ProbeResult Probe(const RequestContext& context, const Endpoint& endpoint) = 0;
};

}  // namespace signalbox::router
