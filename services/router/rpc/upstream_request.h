#pragma once

#include <chrono>

#include "common/upstream/client.h"
#include "services/router/domain/snapshot.h"

namespace signalbox::router {

/// That call as a transfer, with the endpoint's timers and at most `time_left` for all of it.
upstream::Request RequestTo(const Endpoint& endpoint, ProviderCall call, std::chrono::milliseconds time_left);

}  // namespace signalbox::router
