#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

namespace signalbox::dialect::gemini {

/// google.protobuf.Duration in JSON: "22s", "22.531s". Nothing for another form, a negative one, or more than a day.
std::optional<std::chrono::milliseconds> ParseRetryDelay(std::string_view text);
std::string FormatRetryDelay(std::chrono::milliseconds delay);

}  // namespace signalbox::dialect::gemini
