#include "services/router/domain/routing/strategies/weighted_round_robin.h"

#include <algorithm>
#include <numeric>

#include <absl/numeric/int128.h>

namespace signalbox::router {
namespace {

// Fractions of multiples of the golden ratio fall evenly into every part of the range, in every stretch of them.
constexpr std::uint64_t kGoldenRatio = 0x9e3779b97f4a7c15;

std::vector<std::int64_t> Weights(const std::vector<const DeploymentTraits*>& deployments) {
  std::vector<std::int64_t> weights;
  std::int64_t divisor = 0;
  for (const DeploymentTraits* traits : deployments) {
    weights.push_back(traits->weight.value_or(1));
    divisor = std::gcd(divisor, weights.back());
  }
  for (std::int64_t& weight : weights) weight /= std::max<std::int64_t>(divisor, 1);
  return weights;
}

std::vector<std::uint16_t> Cycle(const std::vector<std::int64_t>& weights) {
  const auto length = std::accumulate(weights.begin(), weights.end(), std::int64_t{0});
  std::vector<std::int64_t> credit(weights.size(), 0);
  std::vector<std::uint16_t> cycle;
  cycle.reserve(static_cast<std::size_t>(length));
  for (std::int64_t turn = 0; turn < length; ++turn) {
    for (std::size_t i = 0; i < weights.size(); ++i) credit[i] += weights[i];
    const auto richest = std::max_element(credit.begin(), credit.end());
    *richest -= length;
    cycle.push_back(static_cast<std::uint16_t>(richest - credit.begin()));
  }
  return cycle;
}

/// Nobody is away or recovers, so that everybody gets its turns.
bool AllAreWell(const RouteQuery& query, Candidates candidates) {
  return std::all_of(candidates.begin(), candidates.end(), [&](const Candidate& c) {
    return c.rejection == Rejection::kDrained || (c.share != 0 && c.live->breaker.Readiness(query.now) == 1);
  });
}

std::size_t DealtTo(Candidates candidates, std::uint64_t turn) {
  // The high half of the product is the fraction of the turn, of the sum.
  return HolderOf(absl::Uint128High64(absl::uint128(turn * kGoldenRatio) * SumOfShares(candidates)), candidates);
}

}  // namespace

WeightedRoundRobin::WeightedRoundRobin(const std::vector<const DeploymentTraits*>& deployments,
                                       std::shared_ptr<Turns> turns)
    : WeightedRoundRobin(std::make_shared<const Places>(Cycle(Weights(deployments))), std::move(turns)) {}

WeightedRoundRobin::WeightedRoundRobin(std::shared_ptr<const Places> cycle, std::shared_ptr<Turns> turns)
    : cycle_(std::move(cycle)), turns_(std::move(turns)) {}

std::shared_ptr<const Strategy> WeightedRoundRobin::CountingOn(std::shared_ptr<Turns> turns) const {
  return std::shared_ptr<const Strategy>(new WeightedRoundRobin(cycle_, std::move(turns)));
}

void WeightedRoundRobin::Narrow(const RouteQuery& query, Candidates candidates) const {
  if (std::none_of(candidates.begin(), candidates.end(), [](const Candidate& c) { return c.share != 0; })) return;
  const std::uint64_t turn = turns_->fetch_add(1, std::memory_order_relaxed);
  const std::size_t chosen =
      AllAreWell(query, candidates) ? (*cycle_)[turn % cycle_->size()] : DealtTo(candidates, turn);
  for (std::size_t i = 0; i < candidates.size(); ++i) {
    if (i != chosen && candidates[i].share != 0) candidates[i].Reject(Rejection::kOutranked);
  }
}

}  // namespace signalbox::router
