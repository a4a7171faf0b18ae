#pragma once

#include <deque>
#include <string>
#include <vector>

#include "services/router/domain/routing/candidate.h"

namespace signalbox::router::testing {

inline constexpr TimePoint kBegin{std::chrono::seconds(1'700'000'000)};

/// Deployments "a", "b", ... with the traits given, each with a state of its own.
class Field {
 public:
  explicit Field(std::vector<DeploymentTraits> traits) : traits_(traits.begin(), traits.end()), live_(traits_.size()) {
    for (std::size_t i = 0; i < traits_.size(); ++i) ids_.emplace_back(1, static_cast<char>('a' + i));
  }

  /// As they come to a decision.
  std::vector<Candidate> Fresh() {
    std::vector<Candidate> candidates(traits_.size());
    for (std::size_t i = 0; i < traits_.size(); ++i) {
      candidates[i].id = candidates[i].label = ids_[i];
      candidates[i].traits = &traits_[i];
      candidates[i].live = &live_[i];
    }
    return candidates;
  }

  DeploymentLive& live(std::size_t index) { return live_[index]; }

  std::vector<const DeploymentTraits*> traits() const {
    std::vector<const DeploymentTraits*> pointers;
    for (const DeploymentTraits& traits : traits_) pointers.push_back(&traits);
    return pointers;
  }

 private:
  std::deque<DeploymentTraits> traits_;
  std::deque<DeploymentLive> live_;
  std::deque<std::string> ids_;
};

}  // namespace signalbox::router::testing
