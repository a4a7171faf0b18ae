#pragma once

#include <cstdint>

namespace signalbox::tokens {

/// What the encodings' patterns tell apart. Every code point has exactly one; each is a bit, so that a set of
/// classes is a mask.
enum CharacterClass : std::uint8_t {
  kOther = 1,      ///< Punctuation, symbols, controls, unassigned, and every byte that is no UTF-8.
  kUpper = 2,      ///< \p{Lu} and \p{Lt}.
  kLower = 4,      ///< \p{Ll}.
  kCaseless = 8,   ///< \p{Lm} and \p{Lo}.
  kMark = 16,      ///< \p{M}.
  kNumber = 32,    ///< \p{N}.
  kSpace = 64,     ///< White_Space without the two below.
  kNewline = 128,  ///< Carriage return and line feed.
};

inline constexpr unsigned kLetter = kUpper | kLower | kCaseless;
inline constexpr unsigned kWhitespace = kSpace | kNewline;

// Generated (write_unicode_classes.mjs).
extern const std::uint8_t kClassBlockOf[0x110000 / 256];
extern const std::uint8_t kClassBlocks[][256];

/// `code_point` is at most 0x10FFFF.
inline unsigned ClassOf(std::uint32_t code_point) {
  return kClassBlocks[kClassBlockOf[code_point >> 8]][code_point & 0xFF];
}

/// One character of a text: its class and how many bytes it takes.
struct Character {
  unsigned character_class;
  unsigned size;
};

/// The character at `at`, which is before `end`. A byte that starts no well-formed UTF-8 is a kOther of size 1.
Character ReadMultibyte(const char* at, const char* end);

inline Character ReadCharacter(const char* at, const char* end) {
  const auto byte = static_cast<unsigned char>(*at);
  if (byte < 0x80) return {kClassBlocks[0][byte], 1};  // The first block is the first one written.
  return ReadMultibyte(at, end);
}

/// The first place from `at` on whose character is in none of `classes`; `end` if there is none.
inline const char* SkipWhile(const char* at, const char* end, unsigned classes) {
  while (at != end) {
    const Character character = ReadCharacter(at, end);
    if ((character.character_class & classes) == 0) break;
    at += character.size;
  }
  return at;
}

}  // namespace signalbox::tokens
