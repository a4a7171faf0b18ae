#pragma once

#include <cstdint>

#include "services/router/domain/itinerary.h"
#include "services/router/tasks/task.h"
#include "signalbox/router/v1/router.pb.h"

namespace signalbox::router {

/// What of a request matters for where it goes. Points into `request`. Counts the request's tokens only where a
/// deployment's window may be too small for it; else a quarter of its bytes stands for them.
RouteQuery QueryOf(const v1::GenerateRequest& request, const Route& route, Task& task);

/// Which models may stand in, and how many attempts there may be.
Itinerary::Limits LimitsOf(const v1::GenerateRequest& request);

/// Of a request and its answer together.
std::int64_t TokensOf(const llm::v1::Usage& usage);

}  // namespace signalbox::router
