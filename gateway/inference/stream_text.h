#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "signalbox/llm/v1/llm.pb.h"

namespace signalbox::gateway {

/// Takes the event that ends a stream of that dialect well off the end of `events` and returns it; empty when it is not
/// there, and in GEMINI, where the end of the transport is the terminator.
std::string TakeTerminator(std::string& events, llm::v1::Dialect dialect);

/// Number of whole SSE events in a piece of a stream.
std::int64_t CountEvents(std::string_view events);

}  // namespace signalbox::gateway
