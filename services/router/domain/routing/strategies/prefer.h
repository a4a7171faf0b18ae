#pragma once

#include <algorithm>
#include <limits>

#include "services/router/domain/routing/candidate.h"

namespace signalbox::router {

/// Keeps those whose score is at most `slack` times the least; those with a share only. `score_of` gives a number that
/// is not negative, the less the better.
template <typename ScoreOf>
void PreferLeast(Candidates candidates, const ScoreOf& score_of, double slack = 1) {
  double least = std::numeric_limits<double>::infinity();
  for (Candidate& candidate : candidates) {
    if (candidate.share == 0) continue;
    candidate.score = score_of(candidate);
    least = std::min(least, candidate.score);
  }
  for (Candidate& candidate : candidates) {
    if (candidate.share != 0 && candidate.score > least * slack) candidate.Reject(Rejection::kOutranked);
  }
}

}  // namespace signalbox::router
