#pragma once

#include <cstddef>
#include <limits>
#include <string>
#include <string_view>

namespace signalbox::dialect {

/// A tool call's id for a provider that takes only letters, digits, '_' and '-' in one, 1 to `max_length` (at least 21)
/// of them. Other ids become one of ours: the same for the same id, so that calls and results still find each other,
/// and different for different ones.
std::string SafeToolId(std::string_view id, std::size_t max_length = std::numeric_limits<std::size_t>::max());

}  // namespace signalbox::dialect
