#include "services/router/domain/snapshot.h"

#include <algorithm>
#include <utility>

#include "common/status/error.h"
#include "common/status/macros.h"

namespace signalbox::router {
namespace {

std::shared_ptr<const Endpoint> MakeEndpoint(const Provider& provider, const Account& account, const ProviderApi& api,
                                             const Timers& timers) {
  auto endpoint = std::make_shared<Endpoint>();
  endpoint->provider = provider;
  endpoint->account = account;
  endpoint->api = &api;
  endpoint->timers = provider.timers.value_or(timers);
  return endpoint;
}

void AddSorted(std::vector<std::string>& names, const std::string& name) {
  const auto place = std::lower_bound(names.begin(), names.end(), name);
  if (place == names.end() || *place != name) names.insert(place, name);
}

void AddDeployment(Route& route, const Deployment& deployment, std::vector<std::shared_ptr<const Endpoint>> endpoints) {
  const bool first = route.deployments.empty();
  route.model = deployment.model;
  route.create_time = first ? deployment.create_time : std::min(route.create_time, deployment.create_time);
  route.deployments.push_back({deployment.id, deployment.upstream_model,
                               deployment.provider + "/" + deployment.upstream_model,
                               static_cast<std::uint32_t>(deployment.weight), std::move(endpoints)});
  AddSorted(route.providers, deployment.provider);
}

}  // namespace

absl::StatusOr<std::shared_ptr<const Snapshot>> Snapshot::Build(Catalog catalog, const Timers& timers,
                                                                const ApiOf& api_of) {
  auto snapshot = std::make_shared<Snapshot>();
  snapshot->catalog_ = std::move(catalog);
  ASSIGN_OR_RETURN(const EndpointsOf endpoints_of, snapshot->BuildEndpoints(timers, api_of));
  snapshot->BuildRoutes(endpoints_of);
  snapshot->SortRoutes();
  return snapshot;
}

absl::StatusOr<Snapshot::EndpointsOf> Snapshot::BuildEndpoints(const Timers& timers, const ApiOf& api_of) {
  EndpointsOf endpoints_of;
  for (const Provider& provider : catalog_.providers) {
    const ProviderApi* api = api_of(provider.kind);
    if (!api) {
      return Error(absl::StatusCode::kInvalidArgument, "",
                   "provider \"" + provider.name + "\" is of the unknown kind \"" + provider.kind + "\"");
    }
    for (const Account& account : catalog_.accounts) {
      if (!account.enabled || account.provider != provider.name) continue;
      const auto endpoint = MakeEndpoint(provider, account, *api, timers);
      endpoints_of[provider.name].push_back(endpoint);
      endpoints_.emplace(account.id, endpoint);
    }
  }
  return endpoints_of;
}

void Snapshot::BuildRoutes(const EndpointsOf& endpoints_of) {
  for (const Deployment& deployment : catalog_.deployments) {
    const auto endpoints = endpoints_of.find(deployment.provider);
    if (endpoints != endpoints_of.end()) AddDeployment(routes_[deployment.model], deployment, endpoints->second);
  }
}

void Snapshot::SortRoutes() {
  for (const auto& [model, route] : routes_) sorted_.push_back(&route);
  std::sort(sorted_.begin(), sorted_.end(), [](const Route* a, const Route* b) { return a->model < b->model; });
}

const Route* Snapshot::Find(std::string_view model) const {
  const auto found = routes_.find(model);
  return found == routes_.end() ? nullptr : &found->second;
}

std::shared_ptr<const Endpoint> Snapshot::FindEndpoint(std::string_view account_id) const {
  const auto found = endpoints_.find(account_id);
  return found == endpoints_.end() ? nullptr : found->second;
}

}  // namespace signalbox::router
