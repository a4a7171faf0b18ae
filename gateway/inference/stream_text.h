#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace signalbox::gateway {

/// Takes the success terminator of an OpenAI stream off the end of `events` and returns it; empty when it is not there.
std::string TakeTerminator(std::string& events);

/// Number of whole SSE events in a piece of a stream.
std::int64_t CountEvents(std::string_view events);

}  // namespace signalbox::gateway
