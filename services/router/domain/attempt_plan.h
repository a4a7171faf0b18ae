#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "services/router/domain/outcome.h"
#include "services/router/domain/pick.h"
#include "services/router/domain/snapshot.h"

namespace signalbox::router {

inline constexpr int kMaxAttempts = 4;

/// Where one attempt goes. Points into the snapshot.
struct Target {
  const RoutedDeployment* deployment = nullptr;
  const Endpoint* endpoint = nullptr;
};

/// Decides where the attempts of one request go: simple-shuffle, each target once, at most kMaxAttempts.
///
/// A deployment is drawn by weight, then one of its accounts evenly. One request's own; not for several threads at
/// once. The route must outlive it.
class AttemptPlan {
 public:
  AttemptPlan(const Route& route, const Random& random);

  /// The next target; nullopt when all were tried or the attempts are used up.
  std::optional<Target> Next();

  /// Says how the latest target failed: others that would fail alike are not tried.
  void RuleOut(Blame blame);

  /// The latest target cannot be asked at all: it is no attempt, and neither are others of its deployment.
  void SkipDeployment();

  int attempts() const { return attempts_; }

 private:
  std::size_t PickEndpoint(std::vector<std::uint32_t>& open);

  const Route& route_;
  const Random& random_;
  int attempts_ = 0;
  std::size_t latest_ = 0;
  std::vector<std::uint32_t> weights_;            // By deployment; zero: not to be tried any more.
  std::vector<std::vector<std::uint32_t>> open_;  // By deployment and endpoint: 1 if still to be tried.
};

}  // namespace signalbox::router
