#pragma once

#include "gateway/filters/chain.h"

namespace signalbox::gateway {

/// Notes what the callers of a route speak, so that they understand its errors; their own SDKs find the request's id
/// where they look for it. Stands behind RequestId and before everything that may refuse.
Filter Speaks(llm::v1::Dialect dialect);

}  // namespace signalbox::gateway
