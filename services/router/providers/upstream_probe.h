#pragma once

#include <chrono>
#include <string>

#include "common/upstream/client.h"
#include "services/router/domain/account_probe.h"

namespace signalbox::router {

/// Probes over HTTP.
class UpstreamProbe final : public AccountProbe {
 public:
  /// Both must outlive it.
  UpstreamProbe(upstream::Client& client, TokenSource& tokens) : client_(client), tokens_(tokens) {}

  ProbeResult Probe(const RequestContext& context, const Endpoint& endpoint) override;

 private:
  absl::StatusOr<std::string> TokenFor(const Endpoint& endpoint, std::chrono::milliseconds timeout);

  upstream::Client& client_;
  TokenSource& tokens_;
};

}  // namespace signalbox::router
