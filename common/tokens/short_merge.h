#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "common/tokens/vocabulary.h"

namespace signalbox::tokens {

/// Long enough for two tokens, which is what long_merge.cpp compares.
inline constexpr std::size_t kMaxShortPiece = 2 * format::kMaxTokenBytes;

/// Where the tokens of a piece start, and after the last one where it ends.
using TokenStarts = std::array<std::uint16_t, kMaxShortPiece + 1>;

/// Byte pair encoding of at most kMaxShortPiece bytes: of all neighbours that make a token together, the ones with the
/// lowest number are joined first, the leftmost of equals. Returns how many tokens remain. Takes time quadratic in the
/// piece, which for short ones is quicker than any heap.
std::size_t MergeShort(const Vocabulary& vocabulary, std::string_view piece, TokenStarts& starts);

}  // namespace signalbox::tokens
