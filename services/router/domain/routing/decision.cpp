#include "services/router/domain/routing/decision.h"

#include <algorithm>
#include <vector>

#include "services/router/domain/routing/filters.h"

namespace signalbox::router {
namespace {

bool AnyShare(Candidates candidates) {
  return std::any_of(candidates.begin(), candidates.end(), [](const Candidate& c) { return c.share != 0; });
}

/// Applies the strategies; false when they leave nobody.
bool Narrow(const Strategies& strategies, const RouteQuery& query, Candidates candidates) {
  for (const auto& strategy : strategies) {
    if (strategy) strategy->Narrow(query, candidates);
  }
  return AnyShare(candidates);
}

/// Asks `random` only if there is a choice.
std::size_t Draw(Candidates candidates, const Random& random) {
  const std::uint64_t sum = SumOfShares(candidates);
  const std::size_t first = HolderOf(0, candidates);
  return candidates[first].share == sum ? first : HolderOf(random(sum), candidates);
}

}  // namespace

std::optional<Decision> Decide(const Strategies& strategies, const RouteQuery& query, Candidates candidates,
                               const Random& random) {
  Screen(query, candidates);
  Decision decision;
  if (!AnyShare(candidates) || !Narrow(strategies, query, candidates)) {
    // Whom the strategies turn away is not let in again: those that come next after them are.
    do {
      if (!LetBackIn(query, candidates)) return std::nullopt;
    } while (!Narrow(strategies, query, candidates));
    decision.last_resort = true;
  }
  decision.index = Draw(candidates, random);
  for (Candidate& candidate : candidates) {
    if (candidate.share != 0) candidate.rejection = Rejection::kNotDrawn;
  }
  candidates[decision.index].rejection = Rejection::kNone;
  return decision;
}

}  // namespace signalbox::router
