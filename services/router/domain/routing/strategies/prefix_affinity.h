#pragma once

#include "services/router/domain/routing/strategy.h"

namespace signalbox::router {

/// `prefix-affinity`: conversations that begin alike go to the same deployment, so that the provider's prompt cache is
/// hit; when one comes or goes, only its own conversations move (weighted rendezvous hashing). One that has more than
/// its fair load of requests in flight is passed over. A request without a prefix is drawn by share.
class PrefixAffinity final : public Strategy {
 public:
  void Narrow(const RouteQuery& query, Candidates candidates) const override;
};

}  // namespace signalbox::router
