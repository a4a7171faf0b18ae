#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>

namespace signalbox::config {

/// Each reads the whole text or nothing.
std::optional<bool> ParseBool(const std::string& text);         ///< true, false, yes, no, on, off, 1, 0.
std::optional<std::int64_t> ParseInt(const std::string& text);  ///< Decimal; "_" between digits allowed.
std::optional<double> ParseDouble(const std::string& text);
std::optional<std::chrono::milliseconds> ParseDuration(const std::string& text);  ///< "250ms", "30s", "5m", "1h", "0".

}  // namespace signalbox::config
