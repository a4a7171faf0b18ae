#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

namespace signalbox::fuzz {

inline std::string_view TextOf(const std::uint8_t* data, std::size_t size) {
  return {reinterpret_cast<const char*>(data), size};
}

/// Stops the fuzzer, which keeps the input.
inline void Require(bool holds) {
  if (!holds) std::abort();
}

/// A number drawn from the input: the same for the same bytes, another for nearly every change of them. So that golden
/// files are inputs as they are, no byte of an input is set aside for choices.
inline std::uint64_t DrawFrom(std::string_view input) {
  std::uint64_t hash = 0xCBF29CE484222325u;
  for (const char c : input) hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001B3u;
  return hash ^ hash >> 29;
}

/// Calls `take` with the input in pieces of `size` bytes, until it returns false.
template <typename Take>
void InPieces(std::string_view input, std::size_t size, Take take) {
  while (!input.empty() && take(input.substr(0, size))) input.remove_prefix(std::min(size, input.size()));
}

}  // namespace signalbox::fuzz
