#include "services/router/domain/routing/filters.h"

#include <algorithm>
#include <cmath>

namespace signalbox::router {
namespace {

// A share has room for what recovery leaves of it.
constexpr double kShareUnit = 1000;

/// Which of the traits shares are made of.
enum class Basis { kWeight, kRpm, kTpm, kUniform };

Basis BasisOf(Candidates candidates) {
  const auto any = [&](auto has) { return std::any_of(candidates.begin(), candidates.end(), has); };
  if (any([](const Candidate& c) { return c.traits->weight.has_value(); })) return Basis::kWeight;
  if (any([](const Candidate& c) { return c.traits->rpm.has_value(); })) return Basis::kRpm;
  if (any([](const Candidate& c) { return c.traits->tpm.has_value(); })) return Basis::kTpm;
  return Basis::kUniform;
}

std::uint64_t Weigh(const DeploymentTraits& traits, Basis basis) {
  switch (basis) {
    case Basis::kWeight:
      return traits.weight.value_or(1);
    case Basis::kRpm:
      return traits.rpm.value_or(1);
    case Basis::kTpm:
      return traits.tpm.value_or(1);
    case Basis::kUniform:
      break;
  }
  return 1;
}

bool Fits(const RouteQuery& query, const DeploymentTraits& traits) {
  return !query.counted || !traits.context_window || query.input_tokens + query.output_tokens <= *traits.context_window;
}

bool IsOverLimit(const RouteQuery& query, const Candidate& candidate) {
  const DeploymentTraits& traits = *candidate.traits;
  if (!traits.rpm && !traits.tpm) return false;
  const MinuteWindow::Counts used = candidate.live->minute.Read(query.now);
  return (traits.rpm && used.requests >= *traits.rpm) ||
         (traits.tpm && used.tokens + static_cast<std::uint64_t>(query.input_tokens) > *traits.tpm);
}

Rejection Judge(const RouteQuery& query, const Candidate& candidate) {
  if (candidate.tried) return Rejection::kTried;
  if (!query.pinned.empty() && query.pinned != candidate.id && query.pinned != candidate.label) {
    return Rejection::kNotPinned;
  }
  if (candidate.traits->weight == 0u) return Rejection::kDrained;
  if (!Fits(query, *candidate.traits)) return Rejection::kContextWindow;
  if (!candidate.has_account) return Rejection::kNoAccount;
  if (IsOverLimit(query, candidate)) return Rejection::kOverLimit;
  return Rejection::kNone;
}

bool MayComeBack(Rejection why) {
  return why == Rejection::kOpen || why == Rejection::kNoAccount || why == Rejection::kOverLimit;
}

}  // namespace

std::string_view NameOf(Rejection rejection) {
  switch (rejection) {
    case Rejection::kNone:
      return "none";
    case Rejection::kTried:
      return "tried";
    case Rejection::kNotPinned:
      return "not_pinned";
    case Rejection::kDrained:
      return "drained";
    case Rejection::kNoAccount:
      return "no_account";
    case Rejection::kOpen:
      return "circuit_open";
    case Rejection::kContextWindow:
      return "context_window";
    case Rejection::kOverLimit:
      return "over_limit";
    case Rejection::kTags:
      return "tags";
    case Rejection::kOutranked:
      return "outranked";
    case Rejection::kNotDrawn:
      return "not_drawn";
  }
  return "unknown";
}

void Screen(const RouteQuery& query, Candidates candidates) {
  const Basis basis = BasisOf(candidates);
  for (Candidate& candidate : candidates) {
    candidate.Reject(Judge(query, candidate));
    if (candidate.rejection != Rejection::kNone) continue;
    const double readiness = candidate.live->breaker.Readiness(query.now);
    if (readiness == 0) {
      candidate.Reject(Rejection::kOpen);
      continue;
    }
    const auto weight = static_cast<double>(Weigh(*candidate.traits, basis));
    candidate.share = std::max<std::uint64_t>(1, std::llround(weight * readiness * kShareUnit));
  }
}

bool LetBackIn(const RouteQuery& query, Candidates candidates) {
  const auto wait = [&](const Candidate& candidate) {
    return std::max(candidate.live->breaker.OpenFor(query.now), candidate.account_wait);
  };
  const Candidate* nearest = nullptr;
  for (const Candidate& candidate : candidates) {
    if (MayComeBack(candidate.rejection) && (!nearest || wait(candidate) < wait(*nearest))) nearest = &candidate;
  }
  if (!nearest) return false;
  const auto shortest = wait(*nearest);
  const Basis basis = BasisOf(candidates);
  for (Candidate& candidate : candidates) {
    if (!MayComeBack(candidate.rejection) || wait(candidate) != shortest) continue;
    candidate.share = std::max<std::uint64_t>(1, Weigh(*candidate.traits, basis));
    candidate.rejection = Rejection::kNone;
  }
  return true;
}

}  // namespace signalbox::router
