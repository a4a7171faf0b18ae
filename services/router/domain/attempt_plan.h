#pragma once

#include <chrono>
#include <cstdint>
#include <deque>
#include <memory>
#include <optional>
#include <vector>

#include "services/router/domain/outcome.h"
#include "services/router/domain/pick.h"
#include "services/router/domain/routing/decision.h"
#include "services/router/domain/snapshot.h"

namespace signalbox::router {

/// Where one attempt goes. Points into a route.
struct Target {
  const RoutedDeployment* deployment = nullptr;
  const Endpoint* endpoint = nullptr;
  bool last_resort = false;  ///< Nobody is well: asked although it may fail.
};

/// How an attempt ended, for those that come after it.
struct AttemptReport {
  Outcome outcome = {};
  std::optional<std::chrono::milliseconds> retry_after = {};  ///< What the provider said to wait.
  std::optional<std::chrono::microseconds> first_byte = {};   ///< Since the request was sent.
  std::chrono::microseconds duration{0};
  std::int64_t tokens = 0;  ///< Used, input and output.
};

/// What an attempt's end told about others, for the log and for other replicas.
struct Consequence {
  std::optional<TimePoint> open_until;     ///< It opened the deployment's breaker.
  std::optional<TimePoint> resting_until;  ///< It sent the account to rest.
  RestReason reason = RestReason::kNone;
};

/// Decides where the attempts of one request go, each target once, and once more where a repetition may help, and keeps
/// account of it in what is known of the deployments and accounts.
///
/// One request's own; not for several threads at once. The route must outlive it.
class AttemptPlan {
 public:
  /// `query.now` is set at each decision. `attempts`: how many there may be.
  AttemptPlan(const Route& route, RouteQuery query, int attempts, const Random& random);
  ~AttemptPlan();
  AttemptPlan(const AttemptPlan&) = delete;
  AttemptPlan& operator=(const AttemptPlan&) = delete;

  /// The next target, which counts as being asked from now on; nullopt when all were tried or the attempts are used up.
  std::optional<Target> Next(TimePoint now);

  /// How long to wait until a target may be asked once more; nullopt when none may. Ask when Next() found nobody. One
  /// with a server fault may after a backoff; one that was rate limited after what it said, if it was `alone`: the only
  /// one there is.
  std::optional<std::chrono::milliseconds> PauseBeforeRepeat(const RetryOptions& options, bool alone, TimePoint now);

  /// That target, after the pause; it counts as being asked from now on. nullopt when its breaker opened meanwhile.
  std::optional<Target> Repeat(TimePoint now);

  /// The latest target cannot be asked at all: it is no attempt, and neither are others of its deployment.
  void SkipDeployment(TimePoint now);

  /// The latest target's attempt is over. Others that would fail alike are not tried.
  Consequence Finish(const AttemptReport& report, TimePoint now);

  /// Nobody waited for the end of the latest target's attempt: says nothing about it.
  void Abandon(TimePoint now);

  int attempts() const { return attempts_; }

  /// As the latest decision left them, in the order of the route's deployments.
  const std::vector<Candidate>& candidates() const { return candidates_; }

 private:
  /// The latest target, while it is asked.
  struct Visit {
    std::size_t deployment = 0;
    std::size_t endpoint = 0;
    Breaker::Pass pass = Breaker::Pass::kOrdinary;
    bool repeated = false;
    TimePoint begun = {};
  };

  /// A target that may be asked once more.
  struct Repeatable {
    Visit visit;
    OutcomeClass why = OutcomeClass::kOk;
    TimePoint not_before;  // What it said itself.
  };

  bool Decide(TimePoint now, Visit& visit, bool& last_resort);
  void RuleOutDrained();
  bool HasAccount(std::size_t deployment, TimePoint now) const;
  std::chrono::milliseconds LeastRest(std::size_t deployment, TimePoint now) const;
  std::size_t PickEndpoint(std::size_t deployment, TimePoint now) const;
  void Begin(const Visit& visit, TimePoint now);
  void Leave(Verdict verdict, std::int64_t tokens, TimePoint now);
  void Learn(const AttemptReport& report, Consequence& consequence, TimePoint now);
  void Remember(const Visit& visit, const AttemptReport& report, TimePoint now);
  std::optional<std::chrono::milliseconds> PauseBefore(const Repeatable& next, const RetryOptions& options, bool alone,
                                                       TimePoint now) const;
  void RuleOut(const Visit& visit, Blame blame);

  const Route& route_;
  RouteQuery query_;
  const int max_attempts_;
  const Random& random_;
  int attempts_ = 0;
  std::optional<Visit> visit_;
  std::deque<Repeatable> repeatable_;  // The earliest first.
  int repeats_ = 0;
  std::vector<Candidate> candidates_;
  std::vector<std::vector<bool>> tried_;  // By deployment and endpoint.
};

}  // namespace signalbox::router
