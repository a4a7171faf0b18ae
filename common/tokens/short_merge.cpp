#include "common/tokens/short_merge.h"

#include <algorithm>
#include <cassert>

namespace signalbox::tokens {

std::size_t MergeShort(const Vocabulary& vocabulary, std::string_view piece, TokenStarts& starts) {
  assert(!piece.empty() && piece.size() <= kMaxShortPiece);
  std::array<TokenId, kMaxShortPiece> joined;  // What part i makes with the one after it.
  std::size_t parts = piece.size();
  const auto join = [&](std::size_t part) {
    return vocabulary.Find(piece.substr(starts[part], starts[part + 2] - starts[part]));
  };

  for (std::size_t i = 0; i <= parts; ++i) starts[i] = static_cast<std::uint16_t>(i);
  for (std::size_t i = 0; i + 1 < parts; ++i) joined[i] = join(i);
  while (parts > 1) {
    TokenId* const end = joined.data() + parts - 1;
    TokenId* const lowest = std::min_element(joined.data(), end);
    if (*lowest == kNoToken) break;
    const auto part = static_cast<std::size_t>(lowest - joined.data());
    std::copy(starts.data() + part + 2, starts.data() + parts + 1, starts.data() + part + 1);
    std::copy(lowest + 1, end, lowest);
    --parts;
    if (part + 1 < parts) joined[part] = join(part);
    if (part > 0) joined[part - 1] = join(part - 1);
  }
  return parts;
}

}  // namespace signalbox::tokens
