#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>

#include "services/router/domain/live/deployment_live.h"
#include "services/router/domain/routing/traits.h"

namespace signalbox::router {

/// Why a candidate is not chosen.
enum class Rejection {
  kNone,
  kTried,          ///< Was asked for this request already.
  kNotPinned,      ///< The request wants another one.
  kDrained,        ///< Its weight is 0.
  kNoAccount,      ///< None of its accounts is usable now.
  kOpen,           ///< Its breaker is open, or its probe is under way.
  kContextWindow,  ///< The request is too long for it.
  kOverLimit,      ///< Its own requests or tokens of this minute are used up.
  kTags,           ///< Not tagged as the request asks.
  kOutranked,      ///< The strategy prefers others.
  kNotDrawn,       ///< Could have been chosen as well.
};

/// Lower-case words, a closed set: for records and labels.
std::string_view NameOf(Rejection rejection);

/// A deployment that might answer a request. Points into a snapshot.
struct Candidate {
  std::string_view id;
  std::string_view label;  ///< "provider/upstream_model".
  const DeploymentTraits* traits = nullptr;
  DeploymentLive* live = nullptr;
  bool has_account = true;                    ///< At least one of its accounts is usable now.
  std::chrono::milliseconds account_wait{0};  ///< Without one: until the first of them has rested.
  bool tried = false;

  std::uint64_t share = 0;  ///< Of all chances; 0: rejected.
  double score = 0;         ///< What the last strategy looked at, in its own unit: less is better.
  Rejection rejection = Rejection::kNone;

  void Reject(Rejection why) {
    share = 0;
    rejection = why;
  }
};

using Candidates = std::span<Candidate>;

inline std::uint64_t SumOfShares(Candidates candidates) {
  std::uint64_t sum = 0;
  for (const Candidate& candidate : candidates) sum += candidate.share;
  return sum;
}

/// Whose share holds `place`, which is less than the sum of all.
inline std::size_t HolderOf(std::uint64_t place, Candidates candidates) {
  std::size_t index = 0;
  while (place >= candidates[index].share) place -= candidates[index++].share;
  return index;
}

}  // namespace signalbox::router
