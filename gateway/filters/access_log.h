#pragma once

#include "gateway/filters/chain.h"

namespace signalbox::gateway {

/// Writes one line for every request when it is over. Never content, never a secret.
Filter AccessLog();

/// The same for a request the server refused before it reached any route.
void LogRefused(int status, std::string_view message, std::string_view request_id);

}  // namespace signalbox::gateway
