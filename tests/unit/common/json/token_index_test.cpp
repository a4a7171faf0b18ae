#include "common/json/token_index.h"

#include <random>
#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "common/status/error.h"

namespace signalbox::json {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

// All tokens, or the fault.
struct Found {
  std::vector<std::size_t> places;
  std::string fault;
};

Found TokensOf(std::string_view text, std::size_t piece_bytes) {
  Found found;
  TokenIndex index(text, piece_bytes);
  while (true) {
    const auto piece = index.Next();
    if (!piece.ok()) found.fault = MessageOf(piece.status());
    if (!piece.ok() || piece->offsets.empty()) return found;
    for (const std::uint32_t offset : piece->offsets) found.places.push_back(piece->base + offset);
  }
}

TEST(TokenIndex, FindsTheFirstByteOfEveryToken) {
  EXPECT_THAT(TokensOf(R"({"a" : [tru, "x\"," ]})", 64).places, ElementsAre(0, 1, 5, 7, 8, 11, 13, 20, 21));
}

TEST(TokenIndex, FindsTheSameInPiecesOfAnySize) {
  // No word before a string without anything between: that is no JSON, and nothing is said of it.
  const std::string_view words[] = {"{",          "}",       "[",     "]",         ",",
                                    ":",          " ",       "\n",    "17 ",       "true,",
                                    R"("plain")", R"("你")", R"("")", R"("\"\\")", R"("a long one, {\\}")"};
  std::mt19937 random(20261121);
  for (int round = 0; round < 2'000; ++round) {
    std::string text;
    for (int i = 0; i < 40; ++i) text += words[random() % std::size(words)];
    const Found whole = TokensOf(text, text.size());
    ASSERT_EQ(whole.fault, "") << text;
    for (const std::size_t piece_bytes : {8, 9, 16, 31, 100}) {
      const Found found = TokensOf(text, piece_bytes);
      if (found.fault.find("a word too long") != std::string::npos) continue;
      ASSERT_EQ(found.fault, "") << text;
      ASSERT_EQ(found.places, whole.places) << piece_bytes << " " << text;
    }
  }
}

TEST(TokenIndex, NamesThePlaceOfAFaultInAnyPiece) {
  for (const std::size_t piece_bytes : {4, 64}) {
    EXPECT_THAT(TokensOf("[1,2,3,\"a\nb\"]", piece_bytes).fault, HasSubstr("byte 9: control character"));
    EXPECT_THAT(TokensOf("[1,2,3,\"long enough\n\"]", piece_bytes).fault, HasSubstr("byte 19: control character"));
    EXPECT_THAT(TokensOf("[1,2,3,\"long enough\xff\"]", piece_bytes).fault, HasSubstr("byte 19: not UTF-8"));
    EXPECT_THAT(TokensOf("[1,2,3,\"long enough", piece_bytes).fault, HasSubstr("byte 7: string without an end"));
  }
  EXPECT_THAT(TokensOf("[1,1234567890]", 8).fault, HasSubstr("byte 3: a word too long"));
}

}  // namespace
}  // namespace signalbox::json
