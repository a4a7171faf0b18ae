#include "services/router/domain/live/live_table.h"

namespace signalbox::router {
namespace {

template <typename Map>
auto Find(const Map& map, std::string_view id) {
  const auto found = map.find(id);
  return found == map.end() ? nullptr : found->second;
}

template <typename Map, typename Prepare>
auto FindOrMake(Map& map, std::string_view id, const Prepare& prepare) {
  auto found = map.find(id);
  if (found == map.end()) {
    found = map.emplace(id, std::make_shared<typename Map::mapped_type::element_type>()).first;
    prepare(*found->second);
  }
  return found->second;
}

template <typename Map>
void ForgetUnheld(Map& map) {
  std::erase_if(map, [](const auto& entry) { return entry.second.use_count() == 1; });
}

}  // namespace

std::shared_ptr<DeploymentLive> LiveTable::Deployment(std::string_view id) {
  const std::lock_guard lock(mutex_);
  return FindOrMake(deployments_, id, [this](DeploymentLive& live) { live.breaker.SetOptions(breaker_options_); });
}

std::shared_ptr<AccountLive> LiveTable::Account(std::string_view id) {
  const std::lock_guard lock(mutex_);
  return FindOrMake(accounts_, id, [this](AccountLive& live) { live.rest.SetOptions(rest_options_); });
}

std::shared_ptr<Turns> LiveTable::TurnsOf(std::string_view model) {
  const std::lock_guard lock(mutex_);
  return FindOrMake(turns_, model, [](Turns&) {});
}

std::shared_ptr<DeploymentLive> LiveTable::FindDeployment(std::string_view id) const {
  const std::lock_guard lock(mutex_);
  return Find(deployments_, id);
}

std::shared_ptr<AccountLive> LiveTable::FindAccount(std::string_view id) const {
  const std::lock_guard lock(mutex_);
  return Find(accounts_, id);
}

void LiveTable::SetOptions(const BreakerOptions& breaker, const RestOptions& rest) {
  const std::lock_guard lock(mutex_);
  breaker_options_ = breaker;
  rest_options_ = rest;
  for (const auto& [id, live] : deployments_) live->breaker.SetOptions(breaker);
  for (const auto& [id, live] : accounts_) live->rest.SetOptions(rest);
}

void LiveTable::Forget() {
  const std::lock_guard lock(mutex_);
  ForgetUnheld(deployments_);
  ForgetUnheld(accounts_);
  ForgetUnheld(turns_);
}

}  // namespace signalbox::router
