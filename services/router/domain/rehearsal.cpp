#include "services/router/domain/rehearsal.h"

#include <utility>

namespace signalbox::router {
namespace {

void Assign(Turns& to, const Turns& from) {
  to.store(from.load(std::memory_order_relaxed), std::memory_order_relaxed);
}

template <typename Live>
void Assign(Live& to, const Live& from) {
  to.CopyFrom(from);
}

template <typename T>
std::shared_ptr<T> FindOrCopy(std::map<const T*, std::shared_ptr<T>>& copies, const T& original) {
  std::shared_ptr<T>& copy = copies[&original];
  if (!copy) {
    copy = std::make_shared<T>();
    Assign(*copy, original);
  }
  return copy;
}

}  // namespace

std::shared_ptr<const Endpoint> Rehearsal::CopyOf(const std::shared_ptr<const Endpoint>& endpoint) {
  std::shared_ptr<const Endpoint>& copy = endpoints_[endpoint.get()];
  if (!copy) {
    auto fresh = std::make_shared<Endpoint>(*endpoint);
    fresh->live = FindOrCopy(accounts_, *endpoint->live);
    copy = std::move(fresh);
  }
  return copy;
}

std::shared_ptr<const Route> Rehearsal::Copy(const Route& route) {
  auto copy = std::make_shared<Route>(route);
  copy->turns = FindOrCopy(turns_, *route.turns);
  for (auto& strategy : copy->strategies) {
    if (auto counting = strategy->CountingOn(copy->turns)) strategy = std::move(counting);
  }
  for (RoutedDeployment& deployment : copy->deployments) {
    deployment.live = FindOrCopy(deployments_, *deployment.live);
    for (auto& endpoint : deployment.endpoints) endpoint = CopyOf(endpoint);
  }
  return copy;
}

Itinerary::Limits Rehearsal::Rehearsed(Itinerary::Limits limits) {
  limits.in_place_of = [this](const std::shared_ptr<const Route>& route) { return Copy(*route); };
  return limits;
}

}  // namespace signalbox::router
