#include "common/tokens/character_class.h"
#include "common/tokens/piece_parts.h"
#include "common/tokens/pieces.h"

// The published pattern, an alternative a line:
//   [^\r\n\p{L}\p{N}]?[\p{Lu}\p{Lt}\p{Lm}\p{Lo}\p{M}]*[\p{Ll}\p{Lm}\p{Lo}\p{M}]+(?i:'s|'t|'re|'ve|'m|'ll|'d)?
//   [^\r\n\p{L}\p{N}]?[\p{Lu}\p{Lt}\p{Lm}\p{Lo}\p{M}]+[\p{Ll}\p{Lm}\p{Lo}\p{M}]*(?i:'s|'t|'re|'ve|'m|'ll|'d)?
//   \p{N}{1,3}
//    ?[^\s\p{L}\p{N}]+[\r\n/]*
//   \s*[\r\n]+
//   \s+(?!\S)
//   \s+

namespace signalbox::tokens {
namespace {

constexpr unsigned kHead = kUpper | kCaseless | kMark;  // What a word may begin with, and
constexpr unsigned kTail = kLower | kCaseless | kMark;  // what it may end with.

// The first two alternatives from the word on. `at` when there is no word.
//
// A head runs as far as it can and gives back only what the tail needs: nothing if a lower-case letter follows, else
// everything after its last character that can be a tail. With no such character it is the second alternative, which
// takes the whole head; `upper_only` says whether it may.
const char* EndOfWord(const char* at, const char* end, bool upper_only) {
  const char* last_tail_end = nullptr;
  const char* place = at;
  while (place != end) {
    const Character character = ReadCharacter(place, end);
    if ((character.character_class & kHead) == 0) break;
    place += character.size;
    if ((character.character_class & kTail) != 0) last_tail_end = place;
  }
  const char* tail_end = SkipWhile(place, end, kTail);
  if (tail_end == place) {
    if (last_tail_end != nullptr)
      tail_end = last_tail_end;
    else if (!upper_only)
      return at;
  }
  return tail_end == at ? at : EndOfContraction(tail_end, end);
}

// A piece that starts with neither a letter nor a digit nor a line break but goes on with a word. `at` if it does not.
const char* EndOfPrefixedWord(const char* at, const char* end, const Character& first) {
  const char* word = at + first.size;
  const bool mark = first.character_class == kMark;
  const char* word_end = EndOfWord(word, end, !mark);
  if (word_end != word) return word_end;
  // A mark that no lower-case word follows is a word itself: the first alternative comes before the second.
  return mark ? EndOfContraction(word, end) : at;
}

const char* EndOfPunctuation(const char* at, const char* end) {
  const char* start = *at == ' ' ? at + 1 : at;
  const char* place = SkipWhile(start, end, kOther | kMark);
  if (place == start) return at;
  while (place != end && (*place == '\r' || *place == '\n' || *place == '/')) ++place;
  return place;
}

}  // namespace

const char* EndOfO200kPiece(const char* at, const char* end) {
  const Character first = ReadCharacter(at, end);
  if ((first.character_class & kLetter) != 0) return EndOfWord(at, end, true);
  if (first.character_class == kNumber) return EndOfNumber(at, end);
  if (first.character_class != kNewline) {
    if (const char* place = EndOfPrefixedWord(at, end, first); place != at) return place;
    if (const char* place = EndOfPunctuation(at, end); place != at) return place;
  }
  const WhitespaceRun run = ReadWhitespace(at, end);
  return run.last_newline_end != nullptr ? run.last_newline_end : EndOfBlanks(at, run, end);
}

}  // namespace signalbox::tokens
