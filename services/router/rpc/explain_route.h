#pragma once

#include <memory>

#include <absl/status/statusor.h>

#include "services/router/domain/pick.h"
#include "services/router/domain/snapshot.h"
#include "signalbox/router/v1/router.pb.h"

namespace signalbox::router {

/// Tells where a request that began at `now` would go, as a rehearsal of an itinerary on which nobody can be reached.
/// Nothing is counted. Errors: kInvalidArgument for a request out of its bounds; kNotFound, reason MODEL_NOT_FOUND.
absl::StatusOr<v1::ExplainRouteResponse> ExplainRoute(std::shared_ptr<const Snapshot> snapshot,
                                                      const v1::ExplainRouteRequest& request, TimePoint now,
                                                      const Random& random);

}  // namespace signalbox::router
