#pragma once

#include <memory>
#include <string_view>
#include <vector>

#include <absl/status/statusor.h>

#include "services/router/domain/live/live_table.h"
#include "services/router/domain/routing/candidate.h"
#include "services/router/domain/routing/query.h"

namespace signalbox::router {

/// A rule for who of several is preferred. It narrows: whoever still has a share after it may be drawn, with a chance
/// of its share of the sum. So strategies can stand after each other.
///
/// Immutable but for the counts it was given; any thread.
class Strategy {
 public:
  virtual ~Strategy() = default;

  /// Sees all candidates, those without a share included, and takes shares away. May leave nobody.
  virtual void Narrow(const RouteQuery& query, Candidates candidates) const = 0;

  /// The same one, counting on `turns`; null for one that counts nothing.
  virtual std::shared_ptr<const Strategy> CountingOn(std::shared_ptr<Turns> turns) const;
};

using Strategies = std::vector<std::shared_ptr<const Strategy>>;

/// What a strategy is made of, besides its name.
struct StrategyInput {
  std::vector<const DeploymentTraits*> deployments;  ///< In the order in which they will be candidates.
  std::shared_ptr<Turns> turns;                      ///< Of the model.
};

/// Makes one by its name; null for `simple-shuffle`, which is to draw by share.
/// Errors: kInvalidArgument for an unknown name, listing those that there are.
absl::StatusOr<std::shared_ptr<const Strategy>> MakeStrategy(std::string_view name, const StrategyInput& input);

/// Whether there is such a strategy. Errors: as MakeStrategy.
absl::Status CheckStrategy(std::string_view name);

}  // namespace signalbox::router
