#pragma once

#include <atomic>
#include <memory>
#include <vector>

#include "gateway/call.h"
#include "gateway/ledger.h"
#include "gateway/operations/peer_health.h"

namespace signalbox::gateway {

/// GET /health/ready: whether a request could be served now. Asks all services at once, each for at most half a second.
///
/// Needed is what every request needs: identity, router, billing and room in the outbox; without one of them the answer
/// is 503. Memory and health are of use to some requests only: without them it is 200, "degraded". Any thread.
class Readiness : public std::enable_shared_from_this<Readiness> {
 public:
  using Peers = std::vector<std::shared_ptr<PeerHealth>>;

  Readiness(Peers needed, Peers useful, std::shared_ptr<const Ledger> ledger);

  void Answer(std::shared_ptr<Call> call);

  /// From now on not ready: no new work is accepted.
  void StartDraining() { draining_.store(true); }

 private:
  struct Round;
  void Finish(const Round& round) const;

  const Peers needed_;
  const Peers useful_;
  const std::shared_ptr<const Ledger> ledger_;
  std::atomic<bool> draining_{false};
};

}  // namespace signalbox::gateway
