#pragma once

#include <cstdint>
#include <string_view>

namespace signalbox::fake_provider {

/// FNV-1a, 64 bits.
constexpr std::uint64_t BodyHash(std::string_view body) {
  std::uint64_t hash = 14695981039346656037ULL;
  for (const char c : body) hash = (hash ^ static_cast<unsigned char>(c)) * 1099511628211ULL;
  return hash;
}

}  // namespace signalbox::fake_provider
