#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "services/router/domain/attempt_plan.h"
#include "services/router/domain/snapshot.h"

namespace signalbox::router {

/// Why no deployment of a model was asked at all.
enum class Nobody {
  kNotServed,  ///< None takes requests now, or none could be asked what is asked.
  kTags,       ///< None has the tags of the request.
  kNotPinned,  ///< The only one wanted is not among them.
  kTooLong,    ///< The request is longer than every window.
};

/// The attempts of one request: at the model that was asked for, and then at those that stand in for it. One budget of
/// attempts for all of them together; a model that stands in brings no others of its own.
///
/// One request's own; not for several threads at once. Keeps the snapshot alive.
class Itinerary {
 public:
  /// What the caller wants less than is configured.
  struct Limits {
    int max_attempts = 0;  ///< 0: as configured.
    /// Whether a model may stand in for the one that was asked for.
    std::function<bool(std::string_view model)> may_stand_in;
    /// What is gone through in the place of each route; absent: the route itself.
    std::function<std::shared_ptr<const Route>(std::shared_ptr<const Route>)> in_place_of = {};
    /// Hears when the deployments of a model are at their end without one attempt; route() and candidates() say which
    /// and why. Absent: nobody.
    std::function<void()> passed_over = {};
  };

  /// `route` and `rule` are what the snapshot resolved the asked name to. `random` must outlive it.
  Itinerary(std::shared_ptr<const Snapshot> snapshot, std::shared_ptr<const Route> route, const RouteQuery& query,
            Limits limits, const Random& random, std::string_view rule = {});

  /// As AttemptPlan's; leads on to the next model when one is at its end.
  std::optional<Target> Next(TimePoint now);
  /// How long to wait until the latest target's model may be asked once more, when Next() found nobody; nullopt when it
  /// may not. As AttemptPlan's.
  std::optional<std::chrono::milliseconds> PauseBeforeRepeat(TimePoint now);
  std::optional<Target> Repeat(TimePoint now) { return plan_->Repeat(now); }

  void SkipDeployment(TimePoint now) { plan_->SkipDeployment(now); }
  Consequence Finish(const AttemptReport& report, TimePoint now);
  void Abandon(TimePoint now) { plan_->Abandon(now); }

  /// Whether somebody else may answer after an attempt that ended so.
  bool MayGoOn(const Outcome& outcome) const;

  const RouteQuery& query() const { return query_; }

  /// Why nobody of the model that was asked for was asked; after Next() found nobody and before any attempt.
  Nobody nobody() const { return nobody_; }

  /// Begins again, at the model that was asked for.
  void Restart();

  const Route& route() const { return *route_; }   ///< Where the latest target is of.
  std::string_view rule() const { return rule_; }  ///< The routing rule that led there; empty without one.
  const std::vector<Candidate>& candidates() const { return plan_->candidates(); }

 private:
  bool TurnTo(const std::vector<std::string>& names, std::size_t& next);
  bool TurnToFallback();
  void LeavePlan();
  Nobody WhyNobody() const;
  bool IsAny(Rejection why) const;
  bool IsTooLongForAll() const;
  void Enter(std::shared_ptr<const Route> route, std::string_view rule);

  const std::shared_ptr<const Snapshot> snapshot_;
  const std::shared_ptr<const Route> asked_;
  const std::string_view asked_rule_;
  const RouteQuery query_;
  const Limits limits_;
  const Random& random_;
  std::shared_ptr<const Route> route_;
  std::string_view rule_;
  std::optional<AttemptPlan> plan_;
  int attempts_left_ = 0;  // When the plan was entered.
  Nobody nobody_ = Nobody::kNotServed;
  bool at_asked_ = true;      // No model stands in yet.
  bool too_long_ = false;     // Some model said so.
  std::size_t fallback_ = 0;  // The next of the asked route's.
  std::size_t larger_ = 0;    // The next of its context_window_fallbacks.
};

}  // namespace signalbox::router
