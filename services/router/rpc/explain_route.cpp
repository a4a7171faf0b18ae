#include "services/router/rpc/explain_route.h"

#include <algorithm>
#include <string>
#include <utility>

#include "common/status/error.h"
#include "common/status/macros.h"
#include "services/router/domain/rehearsal.h"
#include "services/router/rpc/decision_record.h"
#include "services/router/rpc/refusals.h"

namespace signalbox::router {
namespace {

constexpr int kMaxTags = 64;
constexpr std::size_t kMaxNameBytes = 512;
constexpr std::int64_t kMaxTokens = std::int64_t{1} << 40;

// Rules out one deployment after another, and is asked of none twice.
const AttemptReport kUnreachable{.outcome = {OutcomeClass::kTransport, true, Blame::kDeployment}};

absl::Status Wrong(std::string_view field, std::string_view what) {
  std::string message(field);
  message += ' ';
  message += what;
  return Error(absl::StatusCode::kInvalidArgument, "", message, {{"field", std::string(field)}});
}

bool IsTokens(std::int64_t count) {
  return count >= 0 && count <= kMaxTokens;
}

absl::Status Check(const v1::ExplainRouteRequest& request) {
  const auto too_long = [](const std::string& text) { return text.size() > kMaxNameBytes; };
  if (request.model().empty()) return Wrong("model", "is required");
  if (too_long(request.model())) return Wrong("model", "is too long");
  if (too_long(request.deployment())) return Wrong("deployment", "is too long");
  if (request.tags_size() > kMaxTags) return Wrong("tags", "are more than 64");
  if (std::any_of(request.tags().begin(), request.tags().end(), too_long)) return Wrong("tags", "are too long");
  if (!IsTokens(request.input_tokens())) return Wrong("input_tokens", "must be from 0 to 2^40");
  if (!IsTokens(request.max_output_tokens())) return Wrong("max_output_tokens", "must be from 0 to 2^40");
  return absl::OkStatus();
}

RouteQuery QueryOf(const v1::ExplainRouteRequest& request) {
  RouteQuery query;
  query.tags.assign(request.tags().begin(), request.tags().end());
  query.stream = request.stream();
  query.input_tokens = request.input_tokens();
  query.counted = true;
  query.output_tokens = request.max_output_tokens();
  query.pinned = request.deployment();
  return query;
}

}  // namespace

absl::StatusOr<v1::ExplainRouteResponse> ExplainRoute(std::shared_ptr<const Snapshot> snapshot,
                                                      const v1::ExplainRouteRequest& request, TimePoint now,
                                                      const Random& random) {
  RETURN_IF_ERROR(Check(request));
  std::string_view rule;
  std::shared_ptr<const Route> route = snapshot->Resolve(request.model(), &rule);
  if (!route) return ModelNotFound(request.model());
  v1::ExplainRouteResponse response;
  response.set_model(route->model);
  response.set_rule(std::string(rule));

  Rehearsal rehearsal;
  std::optional<Itinerary> itinerary;
  Itinerary::Limits limits;
  limits.may_stand_in = [&](std::string_view) { return !request.no_fallbacks(); };
  limits.passed_over = [&] { *response.add_decisions() = DecisionOf(*itinerary, false); };
  itinerary.emplace(std::move(snapshot), std::move(route), QueryOf(request), rehearsal.Rehearsed(std::move(limits)),
                    random, rule);
  while (const std::optional<Target> target = itinerary->Next(now)) {
    *response.add_decisions() = DecisionOf(*itinerary, target->last_resort);
    itinerary->Finish(kUnreachable, now);
  }
  return response;
}

}  // namespace signalbox::router
