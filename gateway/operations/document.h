#pragma once

#include <span>
#include <string>

#include "gateway/transcode/routes.h"

namespace signalbox::gateway {

/// The OpenAPI document of the whole surface. What no proto describes, the hand-written routes, is described here.
std::string OpenApi(std::span<const ManagementRoute> management);

}  // namespace signalbox::gateway
