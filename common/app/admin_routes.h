#pragma once

#include <functional>
#include <utility>

#include <absl/status/status.h>

#include "common/http/exchange.h"
#include "common/http/router.h"
#include "common/http/server.h"

namespace signalbox::app {

/// What the admin port of every process answers: /metrics, /healthz (alive) and /readyz (`ready` is asked each time).
http::Router AdminRoutes(std::function<absl::Status()> ready);

std::pair<http::Headers, std::string> RenderAdminError(const http::Refused& refused);

}  // namespace signalbox::app
