#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>

// How a vocabulary lies in the program: one block of 32-bit words in the machine's byte order, written at build time
// (write_vocabulary.cpp) and read in place (vocabulary.h).
//
//   tokens, slots          two words
//   slot[slots]            0, or a fingerprint above token + 1: open addressing, the next slot on a collision
//   start[tokens + 1]      where each token's bytes start in what follows
//   bytes                  of all tokens, in order

namespace signalbox::tokens::format {

inline constexpr unsigned kTokenBits = 18;
inline constexpr std::uint32_t kTokenMask = (1u << kTokenBits) - 1;
inline constexpr std::size_t kMaxTokenBytes = 128;

inline std::uint64_t Read8(const char* bytes) {
  std::uint64_t value;
  std::memcpy(&value, bytes, sizeof(value));
  return value;
}

/// Up to seven bytes as a number that differs whenever they do, given their count.
inline std::uint64_t ReadFew(const char* bytes, std::size_t count) {
  if (count >= 4) {
    std::uint32_t front, back;
    std::memcpy(&front, bytes, sizeof(front));
    std::memcpy(&back, bytes + count - 4, sizeof(back));
    return std::uint64_t{back} << 32 | front;
  }
  const auto at = [&](std::size_t i) { return std::uint64_t{static_cast<unsigned char>(bytes[i])}; };
  return count == 0 ? 0 : at(0) | at(count / 2) << 8 | at(count - 1) << 16;
}

inline std::uint64_t Mix(std::uint64_t value) {
  value *= 0x9E3779B97F4A7C15u;
  return value ^ value >> 32;
}

inline std::uint64_t Hash(const char* bytes, std::size_t count) {
  std::uint64_t hash = count;
  for (std::size_t left = count; left > 8; left -= 8) hash = Mix(hash ^ Read8(bytes + count - left));
  return Mix(Mix(hash ^ (count >= 8 ? Read8(bytes + count - 8) : ReadFew(bytes, count))));
}

inline std::uint32_t Fingerprint(std::uint64_t hash) {
  return static_cast<std::uint32_t>(hash >> (64 - (32 - kTokenBits)));
}

}  // namespace signalbox::tokens::format
