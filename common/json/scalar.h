#pragma once

#include <cstddef>
#include <string_view>

namespace signalbox::json {

/// Whether `token` is exactly a JSON number.
bool IsNumberToken(std::string_view token);

/// Where the first wrong escape of a quoted string stands; npos when all are right. Sets `escaped` if there is any at
/// all.
std::size_t FindBadEscape(std::string_view quoted, bool& escaped);

/// `text` without JSON white space at its end.
std::string_view TrimEnd(std::string_view text);

}  // namespace signalbox::json
