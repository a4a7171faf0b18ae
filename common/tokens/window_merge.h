#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "common/tokens/vocabulary.h"

namespace signalbox::tokens {

/// Byte pair encoding with a heap: n log n for any piece, about 24 bytes of memory for each of its bytes. Keeps that
/// memory for the next run. For one thread at a time.
class WindowMerge {
 public:
  explicit WindowMerge(const Vocabulary& vocabulary) : vocabulary_(vocabulary) {}

  /// Where each token of `text` (not empty, below 4 GiB) ends, in order. Valid until the next run.
  const std::vector<std::uint32_t>& Run(std::string_view text);

 private:
  void Start(std::string_view text);
  void Offer(std::string_view text, std::uint32_t part);
  void JoinWithNext(std::string_view text, std::uint32_t part);

  const Vocabulary& vocabulary_;
  // A part is known by its first byte's place.
  std::vector<std::uint32_t> end_;       // Where it ends; 0 once it was joined to the one before it.
  std::vector<std::uint32_t> previous_;  // The part before it.
  std::vector<TokenId> joined_;          // What it makes with the part after it.
  std::vector<std::uint64_t> heap_;      // joined_ above the part's place; the lowest on top.
  std::vector<std::uint32_t> token_ends_;
};

}  // namespace signalbox::tokens
