#pragma once

#include <string>
#include <vector>

namespace signalbox::memory {

/// Texts as PostgreSQL writes a text[].
std::string ToTextArray(const std::vector<std::string>& texts);

}  // namespace signalbox::memory
