#include "services/router/domain/snapshot.h"

#include <algorithm>
#include <utility>

#include "common/status/error.h"
#include "common/status/macros.h"
#include "services/router/domain/routing/check_rules.h"

namespace signalbox::router {
namespace {

std::shared_ptr<const Endpoint> MakeEndpoint(const Provider& provider, const Account& account, const ProviderApi& api,
                                             const Timers& timers, LiveTable& live) {
  auto endpoint = std::make_shared<Endpoint>();
  endpoint->provider = provider;
  endpoint->account = account;
  endpoint->api = &api;
  endpoint->timers = provider.timers.value_or(timers);
  endpoint->live = live.Account(account.id);
  return endpoint;
}

void AddSorted(std::vector<std::string>& names, const std::string& name) {
  const auto place = std::lower_bound(names.begin(), names.end(), name);
  if (place == names.end() || *place != name) names.insert(place, name);
}

RoutedDeployment MakeDeployment(const std::string& id, const std::string& provider, const std::string& upstream_model,
                                const DeploymentTraits& traits, std::vector<std::shared_ptr<const Endpoint>> endpoints,
                                LiveTable& live) {
  std::string label = provider;
  label += '/';
  label += upstream_model;
  return {id, upstream_model, std::move(label), traits, live.Deployment(id), std::move(endpoints)};
}

/// Makes the strategies of a route that has all its deployments. Errors: kInvalidArgument.
absl::Status GiveStrategies(Route& route, const std::vector<std::string>& own, const RoutingOptions& options,
                            LiveTable& live) {
  route.turns = live.TurnsOf(route.model);
  StrategyInput input{{}, route.turns};
  for (const RoutedDeployment& deployment : route.deployments) input.deployments.push_back(&deployment.traits);
  route.strategy_names = own.empty() ? options.strategies : own;
  for (const std::string& name : route.strategy_names) {
    ASSIGN_OR_RETURN(std::shared_ptr<const Strategy> strategy, MakeStrategy(name, input));
    if (strategy) route.strategies.push_back(std::move(strategy));
  }
  return absl::OkStatus();
}

absl::Status OfRule(const RoutingRule& rule, const absl::Status& status) {
  return status.ok() ? status
                     : Error(absl::StatusCode::kInvalidArgument, "",
                             "routing rule \"" + rule.name + "\": " + MessageOf(status));
}

}  // namespace

absl::StatusOr<std::shared_ptr<const Snapshot>> Snapshot::Build(Catalog catalog, const Timers& timers,
                                                                const ApiOf& api_of, LiveTable& live) {
  auto snapshot = std::make_shared<Snapshot>();
  snapshot->catalog_ = std::move(catalog);
  RETURN_IF_ERROR(snapshot->BuildEndpoints(timers, api_of, live));
  snapshot->BuildRoutes(live);
  RETURN_IF_ERROR(snapshot->ApplyPolicies(live));
  snapshot->SortRoutes();
  RETURN_IF_ERROR(snapshot->CompileRules(live));
  return snapshot;
}

absl::Status Snapshot::BuildEndpoints(const Timers& timers, const ApiOf& api_of, LiveTable& live) {
  for (const Provider& provider : catalog_.providers) {
    const ProviderApi* api = api_of(provider.kind);
    if (!api) {
      return Error(absl::StatusCode::kInvalidArgument, "",
                   "provider \"" + provider.name + "\" is of the unknown kind \"" + provider.kind + "\"");
    }
    for (const Account& account : catalog_.accounts) {
      if (!account.enabled || account.provider != provider.name) continue;
      const auto endpoint = MakeEndpoint(provider, account, *api, timers, live);
      endpoints_of_[provider.name].push_back(endpoint);
      endpoints_.emplace(account.id, endpoint);
    }
  }
  return absl::OkStatus();
}

void Snapshot::BuildRoutes(LiveTable& live) {
  for (const Deployment& deployment : catalog_.deployments) {
    const auto endpoints = endpoints_of_.find(deployment.provider);
    if (endpoints == endpoints_of_.end()) continue;
    Route& route = routes_[deployment.model];
    const bool first = route.deployments.empty();
    route.model = deployment.model;
    route.create_time = first ? deployment.create_time : std::min(route.create_time, deployment.create_time);
    route.deployments.push_back(MakeDeployment(deployment.id, deployment.provider, deployment.upstream_model,
                                               deployment.traits, endpoints->second, live));
    AddSorted(route.providers, deployment.provider);
  }
}

absl::Status Snapshot::ApplyPolicies(LiveTable& live) {
  std::unordered_map<std::string_view, const ModelPolicy*> policies;
  for (const ModelPolicy& policy : catalog_.policies) policies.emplace(policy.model, &policy);
  for (auto& [model, route] : routes_) {
    const auto found = policies.find(model);
    const ModelPolicy* policy = found == policies.end() ? nullptr : found->second;
    const absl::Status status =
        GiveStrategies(route, policy ? policy->strategies : std::vector<std::string>(), catalog_.options, live);
    if (!status.ok()) {
      return Error(absl::StatusCode::kInvalidArgument, "", "model \"" + model + "\": " + MessageOf(status));
    }
    if (!policy) continue;
    route.fallbacks = policy->fallbacks;
    route.context_window_fallbacks = policy->context_window_fallbacks;
  }
  return absl::OkStatus();
}

absl::Status Snapshot::CompileRules(LiveTable& live) {
  ASSIGN_OR_RETURN(std::vector<NamePattern> patterns, CheckRules(catalog_.rules));
  std::vector<NamePattern> names;
  for (std::size_t i = 0; i < patterns.size(); ++i) {
    const RoutingRule& rule = catalog_.rules[i];
    if (!rule.enabled) continue;
    absl::StatusOr<CompiledRule> compiled = CompileRule(rule, patterns[i], live);
    if (!compiled.ok()) return OfRule(rule, compiled.status());
    rules_.push_back(*std::move(compiled));
    names.push_back(std::move(patterns[i]));
  }
  for (const Route* route : sorted_) names.push_back({route->model});
  ASSIGN_OR_RETURN(names_, PatternTable::Build(names));
  return absl::OkStatus();
}

absl::StatusOr<Snapshot::CompiledRule> Snapshot::CompileRule(const RoutingRule& rule, const NamePattern& pattern,
                                                             LiveTable& live) const {
  CompiledRule compiled{&rule, nullptr, false};
  if (!rule.model.empty()) return compiled;
  auto route = std::make_shared<Route>();
  route->model = rule.match;
  route->fallbacks = rule.fallbacks;
  route->context_window_fallbacks = rule.context_window_fallbacks;
  for (const RuleTarget& target : rule.targets) {
    const auto endpoints = endpoints_of_.find(target.provider);
    if (endpoints == endpoints_of_.end()) continue;
    compiled.has_templates = compiled.has_templates || target.upstream_model.find('$') != std::string::npos;
    route->deployments.push_back(
        MakeDeployment(target.id, target.provider, target.upstream_model, target.traits, endpoints->second, live));
    AddSorted(route->providers, target.provider);
  }
  RETURN_IF_ERROR(GiveStrategies(*route, rule.strategies, catalog_.options, live));
  compiled.has_templates = compiled.has_templates || pattern.kind != PatternKind::kExact;
  compiled.route = std::move(route);
  return compiled;
}

void Snapshot::SortRoutes() {
  for (const auto& [model, route] : routes_) sorted_.push_back(&route);
  std::sort(sorted_.begin(), sorted_.end(), [](const Route* a, const Route* b) { return a->model < b->model; });
}

const Route* Snapshot::Find(std::string_view model) const {
  const auto found = routes_.find(model);
  return found == routes_.end() ? nullptr : &found->second;
}

std::shared_ptr<const Route> Snapshot::Share(const Route* route) const {
  return route ? std::shared_ptr<const Route>(shared_from_this(), route) : nullptr;
}

std::shared_ptr<const Route> Snapshot::Resolve(std::string_view name, std::string_view* rule) const {
  if (rule) *rule = {};
  const std::optional<PatternTable::Match> match = names_->Find(name);
  if (!match) return nullptr;
  if (match->index >= rules_.size()) return Share(sorted_[match->index - rules_.size()]);
  if (rule) *rule = rules_[match->index].rule->name;
  return Follow(rules_[match->index], name, *match);
}

std::shared_ptr<const Route> Snapshot::Follow(const CompiledRule& compiled, std::string_view name,
                                              const PatternTable::Match& match) const {
  if (!compiled.route) return Share(Find(ExpandTemplate(compiled.rule->model, name, match.captures)));
  if (compiled.route->deployments.empty()) return nullptr;
  if (!compiled.has_templates) return Share(compiled.route.get());
  auto route = std::make_shared<Route>(*compiled.route);
  route->model = name;
  for (RoutedDeployment& deployment : route->deployments) {
    deployment.upstream_model = ExpandTemplate(deployment.upstream_model, name, match.captures);
    deployment.label = deployment.endpoints.front()->provider.name;
    deployment.label += '/';
    deployment.label += deployment.upstream_model;
  }
  return route;
}

std::shared_ptr<const Endpoint> Snapshot::FindEndpoint(std::string_view account_id) const {
  const auto found = endpoints_.find(account_id);
  return found == endpoints_.end() ? nullptr : found->second;
}

}  // namespace signalbox::router
