#include "services/router/domain/routing/strategies/prefix_affinity.h"

#include <cmath>

#include "services/router/domain/routing/stable_hash.h"
#include "services/router/domain/routing/strategies/prefer.h"

namespace signalbox::router {
namespace {

// Load beyond which one is passed over, of its fair part ("consistent hashing with bounded loads", Mirrokni et al.).
constexpr double kLoadBound = 1.25;

std::uint64_t Mix(std::uint64_t x) {
  // The finalizer of SplitMix64.
  x = (x ^ (x >> 30)) * 0xbf58476d1ce4e5b9;
  x = (x ^ (x >> 27)) * 0x94d049bb133111eb;
  return x ^ (x >> 31);
}

/// Exponentially distributed with the share as its rate: the least of several is drawn by share.
double Distance(std::uint64_t prefix_hash, const Candidate& candidate) {
  const std::uint64_t mixed = Mix(prefix_hash ^ Mix(StableHash(candidate.id)));
  const double even = (static_cast<double>(mixed >> 11) + 0.5) * 0x1p-53;  // In (0, 1).
  return -std::log(even) / static_cast<double>(candidate.share);
}

std::int64_t InFlight(const Candidate& candidate) {
  return candidate.live->in_flight.load(std::memory_order_relaxed);
}

void PassOverLoaded(Candidates candidates) {
  double load = 1;  // This request.
  double shares = 0;
  std::size_t left = 0;
  for (const Candidate& candidate : candidates) {
    if (candidate.share == 0) continue;
    load += static_cast<double>(InFlight(candidate));
    shares += static_cast<double>(candidate.share);
    ++left;
  }
  for (Candidate& candidate : candidates) {
    if (candidate.share == 0 || left == 1) continue;
    const double fair = std::ceil(kLoadBound * load * static_cast<double>(candidate.share) / shares);
    if (static_cast<double>(InFlight(candidate) + 1) <= fair) continue;
    candidate.Reject(Rejection::kOutranked);
    --left;
  }
}

}  // namespace

void PrefixAffinity::Narrow(const RouteQuery& query, Candidates candidates) const {
  if (query.prefix_hash == 0) return;
  PassOverLoaded(candidates);
  PreferLeast(candidates, [&](const Candidate& candidate) { return Distance(query.prefix_hash, candidate); });
}

}  // namespace signalbox::router
