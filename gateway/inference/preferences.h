#pragma once

#include <absl/status/status.h>

#include "common/http/exchange.h"
#include "signalbox/router/v1/router.pb.h"

namespace signalbox::gateway {

/// What a caller says in headers about where its request is to go:
///
///   x-signalbox-tags: eu, fast                any of them (strategy tag-based); at most 16 of 1 to 64 characters
///   x-signalbox-deployment: PROVIDER/MODEL    this one only, or its id
///   x-signalbox-fallbacks: off                no other model may stand in
///   x-signalbox-max-attempts: 1               1 to 20, at most as many as configured
///
/// Errors: kInvalidArgument naming the header.
absl::Status ReadPreferences(const http::Request& request, router::v1::RoutePreferences& preferences);

}  // namespace signalbox::gateway
