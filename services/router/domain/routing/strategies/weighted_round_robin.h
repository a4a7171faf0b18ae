#pragma once

#include <cstdint>
#include <memory>
#include <vector>

#include "services/router/domain/routing/strategy.h"

namespace signalbox::router {

/// `weighted-round-robin`: weights 5, 1, 1 give a a b a c a a, and so on: exact over any full cycle, and spread out
/// within it (smooth weighted round robin, as nginx has it). The cycle is written down once, so a turn is one addition
/// to a shared counter.
///
/// When some cannot be asked the turns are dealt to the others, in proportion to their shares.
class WeightedRoundRobin final : public Strategy {
 public:
  /// `turns` is shared with every snapshot of the model.
  WeightedRoundRobin(const std::vector<const DeploymentTraits*>& deployments, std::shared_ptr<Turns> turns);

  void Narrow(const RouteQuery& query, Candidates candidates) const override;
  std::shared_ptr<const Strategy> CountingOn(std::shared_ptr<Turns> turns) const override;

 private:
  using Places = std::vector<std::uint16_t>;

  WeightedRoundRobin(std::shared_ptr<const Places> cycle, std::shared_ptr<Turns> turns);

  std::shared_ptr<const Places> cycle_;  // Whose turn it is, one full cycle.
  std::shared_ptr<Turns> turns_;
};

}  // namespace signalbox::router
