#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include <absl/status/statusor.h>

#include "common/names/pattern_table.h"
#include "services/router/domain/catalog.h"
#include "services/router/domain/live/live_table.h"
#include "services/router/domain/provider_api.h"
#include "services/router/domain/routing/strategy.h"

namespace signalbox::router {

/// A provider's account, ready to be called.
struct Endpoint {
  Provider provider;
  Account account;  ///< With its secret.
  const ProviderApi* api = nullptr;
  Timers timers;
  std::shared_ptr<AccountLive> live;
};

/// A deployment and those of its provider's accounts that may be used; at least one.
struct RoutedDeployment {
  std::string id;
  std::string upstream_model;
  std::string label;  ///< "provider/upstream_model", for people.
  DeploymentTraits traits;
  std::shared_ptr<DeploymentLive> live;
  std::vector<std::shared_ptr<const Endpoint>> endpoints;
};

/// A name and where it may be answered; at least one deployment.
struct Route {
  std::string model;
  std::vector<RoutedDeployment> deployments;
  std::vector<std::string> providers;  ///< Names, sorted, without repetition.
  TimePoint create_time;               ///< The oldest deployment's.
  Strategies strategies;
  std::shared_ptr<Turns> turns;  ///< That strategies count on.
  std::vector<std::string> strategy_names;
  std::vector<std::string> fallbacks;
  std::vector<std::string> context_window_fallbacks;
};

/// Everything a request needs to know, built once and never changed. Any thread.
class Snapshot : public std::enable_shared_from_this<Snapshot> {
 public:
  /// Finds the API of a provider's kind; null for an unknown one.
  using ApiOf = std::function<const ProviderApi*(std::string_view kind)>;

  /// An enabled account is usable by every deployment of its provider; a model without any usable one is not served.
  /// `live` keeps what is known of each over the snapshots.
  /// Errors: kInvalidArgument for a provider of an unknown kind, and for a rule or a policy that is wrong, naming it.
  static absl::StatusOr<std::shared_ptr<const Snapshot>> Build(Catalog catalog, const Timers& timers,
                                                               const ApiOf& api_of, LiveTable& live);

  /// The public model of exactly this name; null when there is none.
  const Route* Find(std::string_view model) const;

  /// Where a name leads: a rule of exactly this name, the public model of this name, or the first rule that matches.
  /// Null when nobody serves it. `rule` is set to the name of the rule that led there, empty
  /// without one; it lives as long as the snapshot, which the caller has to keep.
  std::shared_ptr<const Route> Resolve(std::string_view name, std::string_view* rule = nullptr) const;

  /// By name.
  const std::vector<const Route*>& Routes() const { return sorted_; }

  /// Null for an unknown or disabled account.
  std::shared_ptr<const Endpoint> FindEndpoint(std::string_view account_id) const;

  /// What it was built from.
  const Catalog& catalog() const { return catalog_; }

 private:
  struct Hash {
    using is_transparent = void;
    std::size_t operator()(std::string_view text) const { return std::hash<std::string_view>{}(text); }
  };
  using Endpoints = std::vector<std::shared_ptr<const Endpoint>>;

  /// A rule, and its route, whose upstream models may still be templates.
  struct CompiledRule {
    const RoutingRule* rule = nullptr;
    std::shared_ptr<const Route> route;  // Null for one that leads to a public model.
    bool has_templates = false;
  };

  absl::Status BuildEndpoints(const Timers& timers, const ApiOf& api_of, LiveTable& live);
  void BuildRoutes(LiveTable& live);
  absl::Status ApplyPolicies(LiveTable& live);
  absl::Status CompileRules(LiveTable& live);
  absl::StatusOr<CompiledRule> CompileRule(const RoutingRule& rule, const NamePattern& pattern, LiveTable& live) const;
  std::shared_ptr<const Route> Follow(const CompiledRule& compiled, std::string_view name,
                                      const PatternTable::Match& match) const;
  std::shared_ptr<const Route> Share(const Route* route) const;
  void SortRoutes();

  Catalog catalog_;
  std::unordered_map<std::string_view, Endpoints> endpoints_of_;  // By provider.
  std::unordered_map<std::string, Route, Hash, std::equal_to<>> routes_;
  std::vector<const Route*> sorted_;
  std::unordered_map<std::string, std::shared_ptr<const Endpoint>, Hash, std::equal_to<>> endpoints_;
  std::vector<CompiledRule> rules_;
  std::optional<PatternTable> names_;  // Of the rules, and after them of the models.
};

}  // namespace signalbox::router
