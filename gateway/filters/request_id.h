#pragma once

#include <string_view>

#include "gateway/filters/chain.h"

namespace signalbox::gateway {

/// Whether a caller's request id is taken over: 1 to 128 of [A-Za-z0-9._-].
bool IsGoodRequestId(std::string_view id);

/// Gives every request an id, the caller's `x-request-id` if it is good, and every answer the header.
Filter RequestId();

}  // namespace signalbox::gateway
