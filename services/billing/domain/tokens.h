#pragma once

#include <array>
#include <cstdint>

namespace signalbox::billing {

/// Tokens by class. The classes are disjoint: no token is in two of them.
struct TokenCounts {
  std::int64_t input = 0;  ///< Fresh input, neither read from nor written to a cache.
  std::int64_t input_cached = 0;
  std::int64_t input_cache_write = 0;
  std::int64_t output = 0;  ///< Visible output.
  std::int64_t output_reasoning = 0;

  std::array<std::int64_t, 5> Classes() const {
    return {input, input_cached, input_cache_write, output, output_reasoning};
  }
  std::int64_t Prompt() const { return input + input_cached + input_cache_write; }
  std::int64_t Completion() const { return output + output_reasoning; }

  friend bool operator==(const TokenCounts&, const TokenCounts&) = default;
};

}  // namespace signalbox::billing
