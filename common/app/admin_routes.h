#pragma once

#include <functional>
#include <string_view>
#include <utility>

#include <absl/status/status.h>

#include "common/http/exchange.h"
#include "common/http/router.h"

namespace signalbox::app {

/// What the admin port of every process answers: /metrics, /healthz (alive) and /readyz (`ready` is asked each time).
http::Router AdminRoutes(std::function<absl::Status()> ready);

std::pair<http::Headers, std::string> RenderAdminError(int status, std::string_view message);

}  // namespace signalbox::app
