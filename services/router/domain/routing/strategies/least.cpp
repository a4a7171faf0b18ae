#include "services/router/domain/routing/strategies/least.h"

#include <algorithm>
#include <limits>
#include <optional>

#include "services/router/domain/routing/strategies/prefer.h"

namespace signalbox::router {
namespace {

constexpr double kLatencySlack = 1.1;  // As LLMux had it.
constexpr double kAfterAll = 1e18;
constexpr std::chrono::seconds kExploreGap{10};
// What a request of unknown length is compared by.
constexpr std::int64_t kUnknownTokens = 1000;

double PartOf(std::uint64_t used, std::optional<std::uint32_t> limit) {
  return limit ? static_cast<double>(used) / *limit : 0;
}

std::optional<double> AverageOf(const Candidate& candidate, const RouteQuery& query) {
  return query.stream ? candidate.live->first_byte.Read(query.now) : candidate.live->latency.Read(query.now);
}

/// One request at a time, and not one after another: some answer nothing that could be measured.
bool MayBeExplored(const Candidate& candidate, TimePoint now) {
  if (candidate.live->in_flight.load(std::memory_order_relaxed) > 0) return false;
  const auto begun = TimePoint(std::chrono::milliseconds(candidate.live->begun_at.load(std::memory_order_relaxed)));
  return now - begun >= kExploreGap;
}

double CostOf(const RouteQuery& query, const Candidate& candidate) {
  if (!candidate.traits->price) return std::numeric_limits<double>::max();
  const auto input = query.input_tokens > 0 ? query.input_tokens : kUnknownTokens;
  const auto output = query.output_tokens > 0 ? query.output_tokens : kUnknownTokens;
  return static_cast<double>(input) * static_cast<double>(candidate.traits->price->input) +
         static_cast<double>(output) * static_cast<double>(candidate.traits->price->output);
}

}  // namespace

void LeastBusy::Narrow(const RouteQuery&, Candidates candidates) const {
  PreferLeast(candidates, [](const Candidate& candidate) {
    return std::max(0.0, static_cast<double>(candidate.live->in_flight.load(std::memory_order_relaxed)));
  });
}

void LowestUsage::Narrow(const RouteQuery& query, Candidates candidates) const {
  PreferLeast(candidates, [&](const Candidate& candidate) {
    const MinuteWindow::Counts used = candidate.live->minute.Read(query.now);
    const DeploymentTraits& traits = *candidate.traits;
    if (!traits.rpm && !traits.tpm) return kAfterAll + static_cast<double>(used.tokens);
    return std::max(PartOf(used.requests, traits.rpm), PartOf(used.tokens, traits.tpm));
  });
}

void LowestCost::Narrow(const RouteQuery& query, Candidates candidates) const {
  PreferLeast(candidates, [&](const Candidate& candidate) { return CostOf(query, candidate); });
}

void Priority::Narrow(const RouteQuery&, Candidates candidates) const {
  PreferLeast(candidates, [](const Candidate& candidate) { return static_cast<double>(candidate.traits->priority); });
}

void LowestLatency::Narrow(const RouteQuery& query, Candidates candidates) const {
  const auto is_unmeasured = [&](const Candidate& c) { return c.share != 0 && !AverageOf(c, query); };
  const auto is_idle = [&](const Candidate& c) { return MayBeExplored(c, query.now); };
  const bool explore = std::any_of(candidates.begin(), candidates.end(),
                                   [&](const Candidate& c) { return is_unmeasured(c) && is_idle(c); });
  PreferLeast(
      candidates,
      [&](const Candidate& candidate) {
        const std::optional<double> average = AverageOf(candidate, query);
        if (!average) return explore && is_idle(candidate) ? 0 : kAfterAll;
        return std::max(1.0, *average);
      },
      kLatencySlack);
}

}  // namespace signalbox::router
