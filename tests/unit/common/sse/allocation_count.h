#pragma once

#include <cstddef>

namespace signalbox::sse {

/// How often this thread has called operator new.
std::size_t AllocationCount();

}  // namespace signalbox::sse
