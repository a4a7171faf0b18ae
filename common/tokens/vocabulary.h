#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

#include "common/tokens/vocabulary_format.h"

namespace signalbox::tokens {

/// A token's number, which is also its rank: of two possible merges the one with the lower number is made first.
using TokenId = std::uint32_t;

inline constexpr TokenId kNoToken = ~TokenId{0};

/// The tokens of one encoding. A view of a table in the program's read-only data: free to make, safe on any thread.
class Vocabulary {
 public:
  static const Vocabulary& O200k();
  static const Vocabulary& Cl100k();

  /// `table` has the form of vocabulary_format.h and outlives the view.
  explicit Vocabulary(const std::uint32_t* table);

  std::size_t size() const { return size_; }

  /// The token of exactly these bytes, or kNoToken.
  TokenId Find(std::string_view bytes) const;

  /// The bytes of a token below size().
  std::string_view BytesOf(TokenId token) const {
    return {bytes_ + starts_[token], std::size_t{starts_[token + 1]} - starts_[token]};
  }

 private:
  std::uint32_t size_;
  std::uint32_t slot_mask_;
  const std::uint32_t* slots_;
  const std::uint32_t* starts_;
  const char* bytes_;
};

inline TokenId Vocabulary::Find(std::string_view bytes) const {
  if (bytes.size() > format::kMaxTokenBytes) return kNoToken;
  const std::uint64_t hash = format::Hash(bytes.data(), bytes.size());
  const std::uint32_t fingerprint = format::Fingerprint(hash);
  for (std::uint32_t slot = static_cast<std::uint32_t>(hash) & slot_mask_; slots_[slot] != 0;
       slot = (slot + 1) & slot_mask_) {
    if (slots_[slot] >> format::kTokenBits != fingerprint) continue;
    const TokenId token = (slots_[slot] & format::kTokenMask) - 1;
    if (BytesOf(token) == bytes) return token;
  }
  return kNoToken;
}

}  // namespace signalbox::tokens
