#pragma once

#include <cstdlib>
#include <string_view>

#include <fmt/format.h>
#include <sodium.h>

namespace signalbox::crypto {

/// Chooses libsodium's implementations for this processor; to be called before any other use. Any thread.
inline void EnsureSodium() {
  static const bool ready = sodium_init() >= 0;
  if (!ready) {
    fmt::print(stderr, "libsodium cannot start: no source of randomness\n");
    std::abort();
  }
}

inline const unsigned char* Bytes(std::string_view text) {
  return reinterpret_cast<const unsigned char*>(text.data());
}

inline unsigned char* Bytes(std::string& text) {
  return reinterpret_cast<unsigned char*>(text.data());
}

}  // namespace signalbox::crypto
