#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace signalbox {

/// Whether a name is among `allowed`: names and patterns as ParseNamePattern reads them. An empty list allows every
/// name; what is no pattern allows nothing. Compiles the patterns that are not exact at each call: for lists of a few.
bool IsAmong(std::string_view name, const std::vector<std::string>& allowed);

}  // namespace signalbox
