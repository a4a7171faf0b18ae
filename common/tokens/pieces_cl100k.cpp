#include "common/tokens/character_class.h"
#include "common/tokens/piece_parts.h"
#include "common/tokens/pieces.h"

// The published pattern, an alternative a line:
//   '(?i:[sdmt]|ll|ve|re)
//   [^\r\n\p{L}\p{N}]?+\p{L}++
//   \p{N}{1,3}+
//    ?[^\s\p{L}\p{N}]++[\r\n]*+
//   \s++$
//   \s*[\r\n]
//   \s+(?!\S)
//   \s

namespace signalbox::tokens {
namespace {

const char* EndOfPunctuation(const char* at, const char* end) {
  const char* start = *at == ' ' ? at + 1 : at;
  const char* place = SkipWhile(start, end, kOther | kMark);
  return place == start ? at : SkipWhile(place, end, kNewline);
}

const char* EndOfWhitespace(const char* at, const char* end) {
  const WhitespaceRun run = ReadWhitespace(at, end);
  if (run.end == end) return end;
  return run.last_newline_end != nullptr ? run.last_newline_end : EndOfBlanks(at, run, end);
}

}  // namespace

const char* EndOfCl100kPiece(const char* at, const char* end) {
  if (const char* place = EndOfContraction(at, end); place != at) return place;
  const Character first = ReadCharacter(at, end);
  if (first.character_class == kNumber) return EndOfNumber(at, end);
  if (first.character_class != kNewline) {
    const char* word = at + first.size;
    const char* place = SkipWhile(word, end, kLetter);
    if (place != word || (first.character_class & kLetter) != 0) return place;
    if (place = EndOfPunctuation(at, end); place != at) return place;
  }
  return EndOfWhitespace(at, end);
}

}  // namespace signalbox::tokens
