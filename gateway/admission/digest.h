#pragma once

#include <array>
#include <cstddef>
#include <cstring>

namespace signalbox::gateway {

/// A credential's name in memory: its hash under a key of this process. The text itself is never kept.
using CredentialDigest = std::array<char, 32>;

/// The digest is a keyed hash already: any part of it is evenly spread and no caller can aim at a bucket.
struct DigestHash {
  std::size_t operator()(const CredentialDigest& digest) const {
    std::size_t hash = 0;
    std::memcpy(&hash, digest.data() + 8, sizeof(hash));
    return hash;
  }
};

}  // namespace signalbox::gateway
