#pragma once

#include "common/upstream/client.h"
#include "services/router/domain/account_probe.h"

namespace signalbox::router {

/// Probes over HTTP.
class UpstreamProbe final : public AccountProbe {
 public:
  /// `client` must outlive it.
  explicit UpstreamProbe(upstream::Client& client) : client_(client) {}

  ProbeResult Probe(const RequestContext& context, const Endpoint& endpoint) override;

 private:
  upstream::Client& client_;
};

}  // namespace signalbox::router
