#pragma once

#include <string_view>

namespace signalbox::fuzz {

/// Whether two requests say the same: whatever their white space, the order of their names and how numbers and strings
/// are spelled. The fields that are ours do not count.
bool SaySame(std::string_view one, std::string_view other);

}  // namespace signalbox::fuzz
