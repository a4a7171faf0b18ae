#include "services/router/domain/itinerary.h"

#include <algorithm>
#include <utility>

namespace signalbox::router {

Itinerary::Itinerary(std::shared_ptr<const Snapshot> snapshot, std::shared_ptr<const Route> route,
                     const RouteQuery& query, Limits limits, const Random& random, std::string_view rule)
    : snapshot_(std::move(snapshot)),
      asked_(std::move(route)),
      asked_rule_(rule),
      query_(query),
      limits_(std::move(limits)),
      random_(random) {
  Restart();
}

void Itinerary::Restart() {
  attempts_left_ = snapshot_->catalog().options.max_attempts;
  if (limits_.max_attempts > 0) attempts_left_ = std::min(attempts_left_, limits_.max_attempts);
  too_long_ = false;
  fallback_ = larger_ = 0;
  at_asked_ = true;
  Enter(asked_, asked_rule_);
}

void Itinerary::Enter(std::shared_ptr<const Route> route, std::string_view rule) {
  plan_.reset();  // Before the route it points into.
  route_ = limits_.in_place_of ? limits_.in_place_of(std::move(route)) : std::move(route);
  rule_ = rule;
  plan_.emplace(*route_, query_, attempts_left_, random_);
}

std::optional<Target> Itinerary::Next(TimePoint now) {
  do {
    if (std::optional<Target> target = too_long_ ? std::nullopt : plan_->Next(now)) return target;
    LeavePlan();
  } while (attempts_left_ > plan_->attempts() && TurnToFallback());
  return std::nullopt;
}

std::optional<std::chrono::milliseconds> Itinerary::PauseBeforeRepeat(TimePoint now) {
  return plan_->PauseBeforeRepeat(snapshot_->catalog().options.retry, at_asked_, now);
}

void Itinerary::LeavePlan() {
  too_long_ = too_long_ || IsTooLongForAll();
  if (plan_->attempts() > 0) return;
  if (at_asked_) nobody_ = WhyNobody();
  if (limits_.passed_over) limits_.passed_over();
}

bool Itinerary::IsAny(Rejection why) const {
  const auto& candidates = plan_->candidates();
  return std::any_of(candidates.begin(), candidates.end(), [why](const Candidate& c) { return c.rejection == why; });
}

Nobody Itinerary::WhyNobody() const {
  if (IsAny(Rejection::kTried)) return Nobody::kNotServed;
  if (IsAny(Rejection::kContextWindow)) return Nobody::kTooLong;
  if (IsAny(Rejection::kTags)) return Nobody::kTags;
  return IsAny(Rejection::kNotPinned) && !IsAny(Rejection::kDrained) ? Nobody::kNotPinned : Nobody::kNotServed;
}

Consequence Itinerary::Finish(const AttemptReport& report, TimePoint now) {
  // Its other deployments are the same model: it is too long for them, too.
  too_long_ = report.outcome.outcome_class == OutcomeClass::kContextTooLong;
  return plan_->Finish(report, now);
}

bool Itinerary::MayGoOn(const Outcome& outcome) const {
  if (outcome.outcome_class != OutcomeClass::kContextTooLong) return outcome.try_next;
  return larger_ < asked_->context_window_fallbacks.size();
}

bool Itinerary::IsTooLongForAll() const {
  // One that was asked was large enough: then it is not the length that is in the way.
  return plan_->attempts() == 0 && IsAny(Rejection::kContextWindow);
}

bool Itinerary::TurnToFallback() {
  // A model with a larger window also answers what failed for another reason; an ordinary one not what is too long.
  if (std::exchange(too_long_, false)) return TurnTo(asked_->context_window_fallbacks, larger_);
  return TurnTo(asked_->fallbacks, fallback_);
}

bool Itinerary::TurnTo(const std::vector<std::string>& names, std::size_t& next) {
  while (next < names.size()) {
    const std::string& name = names[next++];
    std::string_view rule;
    std::shared_ptr<const Route> route = limits_.may_stand_in(name) ? snapshot_->Resolve(name, &rule) : nullptr;
    if (!route) continue;
    attempts_left_ -= plan_->attempts();
    at_asked_ = false;
    Enter(std::move(route), rule);
    return true;
  }
  return false;
}

}  // namespace signalbox::router
