#pragma once

#include <cstddef>
#include <string_view>

namespace signalbox::json {

/// Whether `token` is exactly a JSON number.
bool IsNumberToken(std::string_view token);

/// Where the first wrong escape of a quoted string stands, whose first backslash is at `first`; npos when all are
/// right.
std::size_t FindBadEscape(std::string_view quoted, std::size_t first);

/// `text` without JSON white space at its end.
inline std::string_view TrimEnd(std::string_view text) {
  const auto is_space = [](char c) { return c == ' ' || c == '\n' || c == '\r' || c == '\t'; };
  std::size_t size = text.size();
  while (size > 0 && is_space(text[size - 1])) --size;
  return text.substr(0, size);
}

}  // namespace signalbox::json
