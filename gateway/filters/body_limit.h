#pragma once

#include <cstddef>

#include "gateway/filters/chain.h"

namespace signalbox::gateway {

/// Refuses bodies above `max_bytes` with 413. The server's own limit is the outer one.
Filter BodyLimit(std::size_t max_bytes);

}  // namespace signalbox::gateway
