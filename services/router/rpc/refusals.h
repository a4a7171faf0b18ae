#pragma once

#include <string_view>

#include <absl/status/status.h>

#include "services/router/domain/itinerary.h"

namespace signalbox::router {

/// kNotFound, reason MODEL_NOT_FOUND.
absl::Status ModelNotFound(std::string_view model);

/// Why a request for `model` was put to nobody: kInvalidArgument with reason CONTEXT_LENGTH_EXCEEDED, TAGS_NOT_SERVED
/// or DEPLOYMENT_NOT_SERVED, or kUnavailable, reason MODEL_UNAVAILABLE.
absl::Status NobodyAsked(std::string_view model, Nobody why, const RouteQuery& query);

}  // namespace signalbox::router
