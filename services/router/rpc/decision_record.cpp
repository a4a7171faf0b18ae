#include "services/router/rpc/decision_record.h"

#include <cstdint>
#include <string>

namespace signalbox::router {
namespace {

constexpr int kMaxConsidered = 64;

bool IsChosen(const Candidate& candidate) {
  return candidate.rejection == Rejection::kNone && candidate.share != 0;
}

void Fill(v1::Considered& proto, const Candidate& candidate, double shares) {
  proto.set_deployment(candidate.id.data(), candidate.id.size());
  proto.set_label(candidate.label.data(), candidate.label.size());
  if (!IsChosen(candidate)) {
    const std::string_view why = NameOf(candidate.rejection);
    proto.set_rejection(why.data(), why.size());
  }
  if (shares > 0) proto.set_chance(static_cast<double>(candidate.share) / shares);
  proto.set_score(candidate.score);
}

}  // namespace

v1::Decision DecisionOf(const Itinerary& itinerary, bool last_resort) {
  const Route& route = itinerary.route();
  v1::Decision decision;
  decision.set_model(route.model);
  decision.set_rule(std::string(itinerary.rule()));
  for (const std::string& name : route.strategy_names) decision.add_strategies(name);
  decision.set_last_resort(last_resort);
  double shares = 0;
  bool awaits_chosen = false;
  for (const Candidate& candidate : itinerary.candidates()) {
    shares += static_cast<double>(candidate.share);
    awaits_chosen = awaits_chosen || IsChosen(candidate);
  }
  for (const Candidate& candidate : itinerary.candidates()) {
    // The last place is kept for the chosen one until it was seen.
    const int room = awaits_chosen && !IsChosen(candidate) ? kMaxConsidered - 1 : kMaxConsidered;
    if (decision.considered_size() >= room) continue;
    Fill(*decision.add_considered(), candidate, shares);
    awaits_chosen = awaits_chosen && !IsChosen(candidate);
  }
  return decision;
}

}  // namespace signalbox::router
