#include <chrono>
#include <random>
#include <string>
#include <vector>

#include "common/tokens/encoding.h"
#include "common/tokens/long_merge.h"
#include "common/tokens/short_merge.h"
#include "common/tokens/window_merge.h"

namespace signalbox::tokens {
namespace {

std::vector<std::uint32_t> ShortEnds(std::string_view piece) {
  TokenStarts starts;
  const std::size_t count = MergeShort(Vocabulary::O200k(), piece, starts);
  return {starts.begin() + 1, starts.begin() + 1 + static_cast<std::ptrdiff_t>(count)};
}

std::vector<std::uint32_t> LongEnds(std::string_view piece) {
  std::vector<std::uint32_t> ends;
  std::uint32_t end = 0;
  MergeLong(Vocabulary::O200k(), piece, [&](std::string_view token) {
    end += static_cast<std::uint32_t>(token.size());
    ends.push_back(end);
  });
  return ends;
}

// From few letters, so that many merges compete.
std::string Letters(std::mt19937& random, std::size_t size, unsigned kinds) {
  std::string text(size, '\0');
  for (char& c : text) c = "etaoinshrdlucmfw"[random() % kinds];
  return text;
}

TEST(MergeTest, TheHeapFindsWhatTheSimpleSearchFinds) {
  std::mt19937 random(7);
  WindowMerge window(Vocabulary::O200k());
  for (int round = 0; round < 500; ++round) {
    const std::string piece = Letters(random, 1 + random() % kMaxShortPiece, 1 + random() % 16);
    EXPECT_EQ(window.Run(piece), ShortEnds(piece)) << piece;
  }
}

TEST(MergeTest, WindowsFindWhatOneRunOverTheWholeFinds) {
  std::mt19937 random(8);
  WindowMerge whole(Vocabulary::O200k());
  for (int round = 0; round < 20; ++round) {
    const std::string piece = Letters(random, 20'000 + random() % 30'000, 1 + random() % 16);
    EXPECT_EQ(LongEnds(piece), whole.Run(piece)) << "round " << round;
  }
}

TEST(MergeTest, WindowsAreExactForRunsThatNoWindowDivides) {
  WindowMerge whole(Vocabulary::O200k());
  for (const char* unit : {"a", "ab", "aab", "=", "\xE4\xB8\xAD", "ACGT", "nananab", " ", "mississippi"}) {
    std::string piece;
    while (piece.size() < 40'003) piece += unit;
    EXPECT_EQ(LongEnds(piece), whole.Run(piece)) << unit;
  }
}

// Quadratic work would take minutes here; the bound leaves room for a sanitizer on a busy machine.
TEST(MergeTest, AMillionOfOneCharacterIsCountedInLinearTime) {
  for (const char c : {'a', ' ', '=', '\xFF'}) {
    const std::string text(1 << 20, c);
    const auto start = std::chrono::steady_clock::now();

    const std::int64_t count = Count(Encoding::kO200k, text);

    EXPECT_GT(count, 1 << 10);
    EXPECT_LT(std::chrono::steady_clock::now() - start, std::chrono::seconds(30)) << c;
  }
}

}  // namespace
}  // namespace signalbox::tokens
