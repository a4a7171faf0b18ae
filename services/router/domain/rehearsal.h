#pragma once

#include <map>
#include <memory>

#include "services/router/domain/itinerary.h"

namespace signalbox::router {

/// Lets an itinerary be gone through without anybody hearing of it: on routes with copies of all that is known of their
/// deployments and accounts. What happens there is what would happen to a request that began when each copy was made.
///
/// One thread.
class Rehearsal {
 public:
  /// A route like `route`; the same deployment, account or count in several routes is the same copy.
  std::shared_ptr<const Route> Copy(const Route& route);

  /// `limits` for an itinerary that is rehearsed; it must not outlive this.
  Itinerary::Limits Rehearsed(Itinerary::Limits limits);

 private:
  template <typename T>
  using Copies = std::map<const T*, std::shared_ptr<T>>;

  std::shared_ptr<const Endpoint> CopyOf(const std::shared_ptr<const Endpoint>& endpoint);

  Copies<DeploymentLive> deployments_;
  Copies<AccountLive> accounts_;
  Copies<Turns> turns_;
  std::map<const Endpoint*, std::shared_ptr<const Endpoint>> endpoints_;
};

}  // namespace signalbox::router
