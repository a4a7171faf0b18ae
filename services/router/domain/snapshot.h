#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include <absl/status/statusor.h>

#include "services/router/domain/catalog.h"
#include "services/router/domain/provider_api.h"

namespace signalbox::router {

/// A provider's account, ready to be called.
struct Endpoint {
  Provider provider;
  Account account;  ///< With its secret.
  const ProviderApi* api = nullptr;
  Timers timers;
};

/// A deployment and those of its provider's accounts that may be used; at least one.
struct RoutedDeployment {
  std::string id;
  std::string upstream_model;
  std::string label;  ///< "provider/upstream_model", for people.
  std::uint32_t weight = 1;
  std::vector<std::shared_ptr<const Endpoint>> endpoints;
};

/// A public model and where it may be answered; at least one deployment.
struct Route {
  std::string model;
  std::vector<RoutedDeployment> deployments;
  std::vector<std::string> providers;  ///< Names, sorted, without repetition.
  TimePoint create_time;               ///< The oldest deployment's.
};

/// Everything a request needs to know, built once and never changed. Any thread.
class Snapshot {
 public:
  /// Finds the API of a provider's kind; null for an unknown one.
  using ApiOf = std::function<const ProviderApi*(std::string_view kind)>;

  /// An enabled account is usable by every deployment of its provider; a model without any usable one is not served.
  /// Errors: kInvalidArgument for a provider of an unknown kind.
  static absl::StatusOr<std::shared_ptr<const Snapshot>> Build(Catalog catalog, const Timers& timers,
                                                               const ApiOf& api_of);

  /// Null when nobody serves the model.
  const Route* Find(std::string_view model) const;

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
  using EndpointsOf = std::unordered_map<std::string_view, std::vector<std::shared_ptr<const Endpoint>>>;

  absl::StatusOr<EndpointsOf> BuildEndpoints(const Timers& timers, const ApiOf& api_of);
  void BuildRoutes(const EndpointsOf& endpoints_of);
  void SortRoutes();

  Catalog catalog_;
  std::unordered_map<std::string, Route, Hash, std::equal_to<>> routes_;
  std::vector<const Route*> sorted_;
  std::unordered_map<std::string, std::shared_ptr<const Endpoint>, Hash, std::equal_to<>> endpoints_;
};

}  // namespace signalbox::router
