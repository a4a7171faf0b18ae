#include "services/router/domain/routing/strategies/tag_based.h"

#include <algorithm>
#include <string_view>

namespace signalbox::router {
namespace {

constexpr std::string_view kDefaultTag = "default";

bool HasTag(const Candidate& candidate, std::string_view tag) {
  const auto& tags = candidate.traits->tags;
  return std::find(tags.begin(), tags.end(), tag) != tags.end();
}

bool HasAny(const Candidate& candidate, const std::vector<std::string>& tags) {
  return std::any_of(tags.begin(), tags.end(), [&](const std::string& tag) { return HasTag(candidate, tag); });
}

}  // namespace

void TagBased::Narrow(const RouteQuery& query, Candidates candidates) const {
  // Whether anybody is tagged so does not depend on who is well just now: a request for "eu" never ends elsewhere.
  const bool asked_for =
      std::any_of(candidates.begin(), candidates.end(), [&](const Candidate& c) { return HasAny(c, query.tags); });
  for (Candidate& candidate : candidates) {
    const bool wanted = asked_for ? HasAny(candidate, query.tags) : HasTag(candidate, kDefaultTag);
    if (!wanted) candidate.Reject(Rejection::kTags);
  }
}

}  // namespace signalbox::router
