#include "services/router/domain/attempt_plan.h"

#include <algorithm>
#include <limits>

#include "services/router/domain/live/millis.h"

namespace signalbox::router {
namespace {

constexpr int kMaxDoublings = 10;
constexpr std::uint64_t kLeastPercent = 80;  // Of a backoff, which is a fifth more or less.
constexpr std::uint64_t kPercentRange = 41;

Verdict VerdictOf(OutcomeClass outcome) {
  switch (outcome) {
    case OutcomeClass::kOk:
    case OutcomeClass::kCallerFault:
    case OutcomeClass::kContextTooLong:
      return Verdict::kWell;
    case OutcomeClass::kServerFault:
    case OutcomeClass::kCut:
      return Verdict::kServerFault;
    case OutcomeClass::kTransport:
      return Verdict::kTransportFault;
    case OutcomeClass::kAuthFault:
    case OutcomeClass::kRateLimited:
    case OutcomeClass::kQuotaExhausted:
    case OutcomeClass::kMisconfigured:
    case OutcomeClass::kOutOfTime:
      break;
  }
  return Verdict::kNeutral;
}

RestReason RestOf(OutcomeClass outcome) {
  switch (outcome) {
    case OutcomeClass::kAuthFault:
      return RestReason::kAuthFault;
    case OutcomeClass::kRateLimited:
      return RestReason::kRateLimited;
    case OutcomeClass::kQuotaExhausted:
      return RestReason::kQuotaExhausted;
    default:
      return RestReason::kNone;
  }
}

bool IsOverLimit(const Endpoint& endpoint, TimePoint now) {
  const AccountTraits& traits = endpoint.account.traits;
  if (!traits.rpm && !traits.tpm) return false;
  const MinuteWindow::Counts used = endpoint.live->minute.Read(now);
  return (traits.rpm && used.requests >= *traits.rpm) || (traits.tpm && used.tokens >= *traits.tpm);
}

bool IsUsable(const Endpoint& endpoint, TimePoint now) {
  return !endpoint.live->rest.IsResting(now) && !IsOverLimit(endpoint, now);
}

}  // namespace

AttemptPlan::AttemptPlan(const Route& route, RouteQuery query, int attempts, const Random& random)
    : route_(route), query_(query), max_attempts_(attempts), random_(random), candidates_(route.deployments.size()) {
  for (std::size_t i = 0; i < candidates_.size(); ++i) {
    const RoutedDeployment& deployment = route.deployments[i];
    candidates_[i].id = deployment.id;
    candidates_[i].label = deployment.label;
    candidates_[i].traits = &deployment.traits;
    candidates_[i].live = deployment.live.get();
    tried_.emplace_back(deployment.endpoints.size(), false);
  }
  RuleOutDrained();
}

AttemptPlan::~AttemptPlan() {
  if (visit_) Leave(Verdict::kNeutral, query_.input_tokens, query_.now);
}

std::optional<Target> AttemptPlan::Next(TimePoint now) {
  if (attempts_ == max_attempts_) return std::nullopt;
  query_.now = now;
  Visit visit;
  bool last_resort = false;
  if (!Decide(now, visit, last_resort)) return std::nullopt;
  ++attempts_;
  tried_[visit.deployment][visit.endpoint] = true;
  Begin(visit, now);
  const RoutedDeployment& deployment = route_.deployments[visit.deployment];
  return Target{&deployment, deployment.endpoints[visit.endpoint].get(), last_resort};
}

bool AttemptPlan::Decide(TimePoint now, Visit& visit, bool& last_resort) {
  for (std::size_t i = 0; i < candidates_.size(); ++i) {
    candidates_[i].has_account = HasAccount(i, now);
    candidates_[i].account_wait = candidates_[i].has_account ? std::chrono::milliseconds(0) : LeastRest(i, now);
    candidates_[i].tried = std::find(tried_[i].begin(), tried_[i].end(), false) == tried_[i].end();
  }
  // Whom another request got ahead of is passed over, at most once each.
  for (std::size_t refused = 0; refused <= candidates_.size(); ++refused) {
    const std::optional<Decision> decision = router::Decide(route_.strategies, query_, candidates_, random_);
    if (!decision) return false;
    Candidate& chosen = candidates_[decision->index];
    visit.deployment = decision->index;
    visit.pass = chosen.live->breaker.Enter(now, decision->last_resort);
    if (visit.pass == Breaker::Pass::kRefused) continue;  // Its readiness is zero now.
    visit.endpoint = PickEndpoint(decision->index, now);
    last_resort = decision->last_resort;
    return true;
  }
  return false;
}

std::chrono::milliseconds AttemptPlan::LeastRest(std::size_t deployment, TimePoint now) const {
  const auto& endpoints = route_.deployments[deployment].endpoints;
  auto least = std::chrono::milliseconds::max();
  for (std::size_t i = 0; i < endpoints.size(); ++i) {
    if (!tried_[deployment][i]) least = std::min(least, endpoints[i]->live->rest.Left(now));
  }
  return least;
}

bool AttemptPlan::HasAccount(std::size_t deployment, TimePoint now) const {
  const auto& endpoints = route_.deployments[deployment].endpoints;
  for (std::size_t i = 0; i < endpoints.size(); ++i) {
    if (!tried_[deployment][i] && IsUsable(*endpoints[i], now)) return true;
  }
  return false;
}

std::size_t AttemptPlan::PickEndpoint(std::size_t deployment, TimePoint now) const {
  const auto& endpoints = route_.deployments[deployment].endpoints;
  const bool any_usable = HasAccount(deployment, now);
  int best = std::numeric_limits<int>::max();
  std::chrono::milliseconds least_rest = std::chrono::milliseconds::max();
  const auto is_open = [&](std::size_t i) {
    return !tried_[deployment][i] && (!any_usable || IsUsable(*endpoints[i], now));
  };
  for (std::size_t i = 0; i < endpoints.size(); ++i) {
    if (!is_open(i)) continue;
    best = std::min(best, endpoints[i]->account.traits.priority);
    least_rest = std::min(least_rest, endpoints[i]->live->rest.Left(now));
  }
  std::vector<std::uint32_t> weights(endpoints.size(), 0);
  for (std::size_t i = 0; i < endpoints.size(); ++i) {
    // Where all rest, the one that has rested most is nearest to being well, whatever its priority.
    const bool preferred =
        any_usable ? endpoints[i]->account.traits.priority == best : endpoints[i]->live->rest.Left(now) == least_rest;
    if (is_open(i) && preferred) weights[i] = std::max<std::uint32_t>(1, endpoints[i]->account.traits.weight);
  }
  // Time may have passed a limit between the two questions.
  const auto untried = std::find(tried_[deployment].begin(), tried_[deployment].end(), false);
  return PickWeighted(weights, random_).value_or(static_cast<std::size_t>(untried - tried_[deployment].begin()));
}

void AttemptPlan::Begin(const Visit& visit, TimePoint now) {
  visit_ = visit;
  visit_->begun = now;
  const RoutedDeployment& deployment = route_.deployments[visit.deployment];
  deployment.live->begun_at.store(Millis(now), std::memory_order_relaxed);
  AccountLive& account = *deployment.endpoints[visit.endpoint]->live;
  const auto tokens = static_cast<std::uint64_t>(query_.input_tokens);
  deployment.live->in_flight.fetch_add(1, std::memory_order_relaxed);
  deployment.live->minute.Add(1, tokens, now);
  account.in_flight.fetch_add(1, std::memory_order_relaxed);
  account.minute.Add(1, tokens, now);
}

void AttemptPlan::Leave(Verdict verdict, std::int64_t tokens, TimePoint now) {
  const RoutedDeployment& deployment = route_.deployments[visit_->deployment];
  AccountLive& account = *deployment.endpoints[visit_->endpoint]->live;
  deployment.live->in_flight.fetch_sub(1, std::memory_order_relaxed);
  account.in_flight.fetch_sub(1, std::memory_order_relaxed);
  if (tokens > query_.input_tokens) {
    const auto more = static_cast<std::uint64_t>(tokens - query_.input_tokens);
    deployment.live->minute.Add(0, more, now);
    account.minute.Add(0, more, now);
  }
  deployment.live->breaker.Leave(verdict, visit_->pass, now);
  visit_.reset();
}

void AttemptPlan::SkipDeployment(TimePoint now) {
  if (!visit_) return;
  auto& tried = tried_[visit_->deployment];
  std::fill(tried.begin(), tried.end(), true);
  Leave(Verdict::kNeutral, 0, now);
  --attempts_;
}

Consequence AttemptPlan::Finish(const AttemptReport& report, TimePoint now) {
  Consequence consequence;
  if (!visit_) return consequence;
  const Visit visit = *visit_;
  DeploymentLive& live = *route_.deployments[visit.deployment].live;
  const bool was_open = live.breaker.OpenFor(now).count() > 0;
  Learn(report, consequence, now);
  Leave(VerdictOf(report.outcome.outcome_class), report.tokens, now);
  const auto open_for = live.breaker.OpenFor(now);
  if (!was_open && open_for.count() > 0) consequence.open_until = now + open_for;
  RuleOut(visit, report.outcome.blame);
  Remember(visit, report, now);
  return consequence;
}

void AttemptPlan::Learn(const AttemptReport& report, Consequence& consequence, TimePoint now) {
  const RoutedDeployment& deployment = route_.deployments[visit_->deployment];
  AccountLive& account = *deployment.endpoints[visit_->endpoint]->live;
  if (report.outcome.outcome_class == OutcomeClass::kOk) {
    if (!query_.stream) deployment.live->latency.Add(report.duration, now);
    if (query_.stream && report.first_byte) deployment.live->first_byte.Add(*report.first_byte, now);
    account.rest.End(visit_->begun);
  }
  const RestReason reason = RestOf(report.outcome.outcome_class);
  if (reason == RestReason::kNone) return;
  consequence.reason = reason;
  consequence.resting_until = account.rest.Begin(reason, report.retry_after, now);
}

void AttemptPlan::RuleOut(const Visit& visit, Blame blame) {
  if (blame != Blame::kDeployment) return;
  std::fill(tried_[visit.deployment].begin(), tried_[visit.deployment].end(), true);
}

void AttemptPlan::Remember(const Visit& visit, const AttemptReport& report, TimePoint now) {
  const OutcomeClass why = report.outcome.outcome_class;
  const bool told = why == OutcomeClass::kRateLimited && report.retry_after;
  if (visit.repeated || (why != OutcomeClass::kServerFault && !told)) return;
  repeatable_.push_back({visit, why, now + report.retry_after.value_or(std::chrono::milliseconds(0))});
}

std::optional<std::chrono::milliseconds> AttemptPlan::PauseBeforeRepeat(const RetryOptions& options, bool alone,
                                                                        TimePoint now) {
  if (visit_ || attempts_ == max_attempts_) return std::nullopt;
  for (; !repeatable_.empty(); repeatable_.pop_front()) {
    if (auto pause = PauseBefore(repeatable_.front(), options, alone && attempts_ == 1, now)) return pause;
  }
  return std::nullopt;
}

std::optional<std::chrono::milliseconds> AttemptPlan::PauseBefore(const Repeatable& next, const RetryOptions& options,
                                                                  bool alone, TimePoint now) const {
  const auto told =
      std::chrono::ceil<std::chrono::milliseconds>(std::max(next.not_before - now, TimePoint::duration(0)));
  if (told > options.longest_wait) return std::nullopt;
  if (next.why == OutcomeClass::kRateLimited) return alone ? std::optional(told) : std::nullopt;
  // Whoever opened its breaker with this fault has had enough.
  if (route_.deployments[next.visit.deployment].live->breaker.Readiness(now) == 0) return std::nullopt;
  const auto backoff =
      std::min(options.first * (std::int64_t{1} << std::min(repeats_, kMaxDoublings)), options.longest);
  const auto jittered = backoff * static_cast<std::int64_t>(kLeastPercent + random_(kPercentRange)) / 100;
  return std::max(told, jittered);
}

std::optional<Target> AttemptPlan::Repeat(TimePoint now) {
  if (visit_ || repeatable_.empty()) return std::nullopt;
  Visit visit = repeatable_.front().visit;
  repeatable_.pop_front();
  query_.now = now;
  const RoutedDeployment& deployment = route_.deployments[visit.deployment];
  visit.pass = deployment.live->breaker.Enter(now, false);
  if (visit.pass == Breaker::Pass::kRefused) return std::nullopt;
  visit.repeated = true;
  ++repeats_;
  ++attempts_;
  candidates_[visit.deployment].share = 1;
  candidates_[visit.deployment].rejection = Rejection::kNone;
  Begin(visit, now);
  return Target{&deployment, deployment.endpoints[visit.endpoint].get(), false};
}

void AttemptPlan::Abandon(TimePoint now) {
  if (visit_) Leave(Verdict::kNeutral, query_.input_tokens, now);
}

void AttemptPlan::RuleOutDrained() {
  for (std::size_t i = 0; i < tried_.size(); ++i) {
    const auto& endpoints = route_.deployments[i].endpoints;
    for (std::size_t k = 0; k < endpoints.size(); ++k) tried_[i][k] = endpoints[k]->account.traits.weight == 0;
  }
}

}  // namespace signalbox::router
