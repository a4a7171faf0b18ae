#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "common/json/document.h"

namespace signalbox::dialect {

// Counts of tokens as OpenAI's dialects have them.

/// Whether a provider can mean it: there, not negative, and below what any context window comes near.
bool IsPlausible(std::optional<std::int64_t> tokens);

/// A count that must be there.
std::optional<std::int64_t> CountIn(json::Value usage, std::string_view name);

/// One within a group of details: zero when it is not there, or null; nothing when it is no number.
std::optional<std::int64_t> DetailIn(json::Value usage, std::string_view group, std::string_view name);

}  // namespace signalbox::dialect
