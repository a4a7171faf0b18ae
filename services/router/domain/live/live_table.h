#pragma once

#include <atomic>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>

#include "services/router/domain/live/account_live.h"
#include "services/router/domain/live/deployment_live.h"

namespace signalbox::router {

/// Turns of a public model's deployments, for weighted round robin. Outlives snapshots.
using Turns = std::atomic<std::uint64_t>;

/// Keeps what is known of deployments and accounts by their ids, over every change of the configuration: whoever is
/// still configured keeps its breaker and its counts. Snapshots hold what they need themselves, so this is asked only
/// when one is built, and by whoever hears of other replicas. Any thread.
class LiveTable {
 public:
  /// Made new when unknown.
  std::shared_ptr<DeploymentLive> Deployment(std::string_view id);
  std::shared_ptr<AccountLive> Account(std::string_view id);
  std::shared_ptr<Turns> TurnsOf(std::string_view model);

  /// Null when unknown.
  std::shared_ptr<DeploymentLive> FindDeployment(std::string_view id) const;
  std::shared_ptr<AccountLive> FindAccount(std::string_view id) const;

  /// For all, known and to come.
  void SetOptions(const BreakerOptions& breaker, const RestOptions& rest);

  /// Forgets whom nobody else holds any more.
  void Forget();

 private:
  template <typename T>
  using ById = std::map<std::string, std::shared_ptr<T>, std::less<>>;

  mutable std::mutex mutex_;  // Guards everything below.
  BreakerOptions breaker_options_;
  RestOptions rest_options_;
  ById<DeploymentLive> deployments_;
  ById<AccountLive> accounts_;
  ById<Turns> turns_;
};

}  // namespace signalbox::router
