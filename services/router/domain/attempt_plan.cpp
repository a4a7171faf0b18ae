#include "services/router/domain/attempt_plan.h"

#include <algorithm>

namespace signalbox::router {

AttemptPlan::AttemptPlan(const Route& route, const Random& random) : route_(route), random_(random) {
  weights_.reserve(route.deployments.size());
  open_.reserve(route.deployments.size());
  for (const RoutedDeployment& deployment : route.deployments) {
    weights_.push_back(deployment.weight);
    open_.emplace_back(deployment.endpoints.size(), 1);
  }
}

std::optional<Target> AttemptPlan::Next() {
  if (attempts_ == kMaxAttempts) return std::nullopt;
  const std::optional<std::size_t> picked = PickWeighted(weights_, random_);
  if (!picked) return std::nullopt;
  ++attempts_;
  latest_ = *picked;
  const RoutedDeployment& deployment = route_.deployments[latest_];
  return Target{&deployment, deployment.endpoints[PickEndpoint(open_[latest_])].get()};
}

std::size_t AttemptPlan::PickEndpoint(std::vector<std::uint32_t>& open) {
  const std::size_t endpoint = *PickWeighted(open, random_);
  open[endpoint] = 0;
  if (std::count(open.begin(), open.end(), 1u) == 0) weights_[latest_] = 0;
  return endpoint;
}

void AttemptPlan::SkipDeployment() {
  --attempts_;
  weights_[latest_] = 0;
}

void AttemptPlan::RuleOut(Blame blame) {
  if (blame == Blame::kDeployment) weights_[latest_] = 0;
}

}  // namespace signalbox::router
