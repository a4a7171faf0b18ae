#pragma once

#include "services/router/domain/itinerary.h"
#include "signalbox/router/v1/router.pb.h"

namespace signalbox::router {

/// The latest choice of `itinerary` as it is recorded and explained: all that were considered, but at most 64, the
/// chosen one among them.
v1::Decision DecisionOf(const Itinerary& itinerary, bool last_resort);

}  // namespace signalbox::router
