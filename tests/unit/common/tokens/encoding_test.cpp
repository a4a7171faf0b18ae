#include "common/tokens/encoding.h"

#include <random>

#include "common/status/error.h"

namespace signalbox::tokens {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

constexpr Encoding kBoth[] = {Encoding::kO200k, Encoding::kCl100k};

// The counts that OpenAI's cookbook prints ("How to count tokens with tiktoken").
TEST(EncodingTest, AgreesWithTheCookbook) {
  EXPECT_EQ(Count(Encoding::kO200k, "antidisestablishmentarianism"), 6);
  EXPECT_EQ(Count(Encoding::kCl100k, "antidisestablishmentarianism"), 6);
  EXPECT_THAT(Encode(Encoding::kCl100k, "2 + 2 = 4"), ElementsAre(17, 489, 220, 17, 284, 220, 19));
  EXPECT_THAT(Encode(Encoding::kO200k, "2 + 2 = 4"), ElementsAre(17, 659, 220, 17, 314, 220, 19));
  EXPECT_EQ(Count(Encoding::kCl100k, "お誕生日おめでとう"), 9);
  EXPECT_EQ(Count(Encoding::kO200k, "お誕生日おめでとう"), 8);
  EXPECT_THAT(Encode(Encoding::kCl100k, "tiktoken is great!"), ElementsAre(83, 1609, 5963, 374, 2294, 0));
}

TEST(EncodingTest, NothingIsNoTokens) {
  for (const Encoding encoding : kBoth) {
    EXPECT_EQ(Count(encoding, ""), 0);
    EXPECT_EQ(Count(encoding, {}), 0);
    EXPECT_TRUE(Encode(encoding, "").empty());
    EXPECT_EQ(Decode(encoding, {}).value(), "");
  }
}

TEST(EncodingTest, WhatLooksLikeASpecialTokenIsText) {
  EXPECT_EQ(Count(Encoding::kO200k, "<|endoftext|>"), 7);
  EXPECT_EQ(Count(Encoding::kCl100k, "<|endoftext|>"), 7);
}

TEST(EncodingTest, EveryByteStringComesBackAsItWas) {
  std::mt19937 random(20240601);
  for (int round = 0; round < 2000; ++round) {
    std::string bytes(random() % 60, '\0');
    // Half from the middle of UTF-8, where cut and overlong forms live.
    for (char& byte : bytes) byte = static_cast<char>(random() % 2 == 0 ? random() : 0x80 + random() % 0x80);
    for (const Encoding encoding : kBoth) {
      const std::vector<TokenId> tokens = Encode(encoding, bytes);
      EXPECT_EQ(Decode(encoding, tokens).value(), bytes) << "round " << round;
      EXPECT_EQ(Count(encoding, bytes), static_cast<std::int64_t>(tokens.size())) << "round " << round;
    }
  }
}

TEST(EncodingTest, MalformedBytesAreSymbolsOfTheirOwn) {
  for (const char* bytes : {"\xFF", "\xC0\x80", "\xED\xA0\x80", "\xE4\xBD", "\xF4\x90\x80\x80", "\xF8", "a\x80z"}) {
    for (const Encoding encoding : kBoth) {
      EXPECT_EQ(Decode(encoding, Encode(encoding, bytes)).value(), bytes);
      EXPECT_LE(Count(encoding, bytes), static_cast<std::int64_t>(std::string_view(bytes).size()));
    }
  }
}

TEST(EncodingTest, DecodingNamesTheFirstNumberThatIsNoToken) {
  const auto text = Decode(Encoding::kCl100k, {9906, 100'256, 200'000});

  EXPECT_EQ(text.status().code(), absl::StatusCode::kInvalidArgument);
  EXPECT_THAT(MessageOf(text.status()), HasSubstr("tokens[1]: 100256"));
  EXPECT_FALSE(Decode(Encoding::kO200k, {199'998}).ok());
  EXPECT_TRUE(Decode(Encoding::kO200k, {199'997}).ok());
}

}  // namespace
}  // namespace signalbox::tokens
