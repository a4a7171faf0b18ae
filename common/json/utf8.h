#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace signalbox::json {

/// Whether `text` is well-formed UTF-8.
bool IsUtf8(std::string_view text);

/// Where the first malformed sequence of `text` starts; its size when there is none.
std::size_t FirstInvalidUtf8(std::string_view text);

/// `text` with every malformed sequence replaced by U+FFFD.
std::string RepairUtf8(std::string_view text);

/// Appends one code point, at most 0x10FFFF.
void AppendUtf8(std::string& out, std::uint32_t code_point);

/// The longest prefix of `text` (well-formed) that has at most `max_bytes` bytes and splits no character.
std::string_view PrefixOf(std::string_view text, std::size_t max_bytes);

}  // namespace signalbox::json
