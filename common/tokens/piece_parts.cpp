#include "common/tokens/piece_parts.h"

#include <string_view>

#include "common/tokens/character_class.h"

namespace signalbox::tokens {
namespace {

char Lowered(char c) {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

}  // namespace

const char* EndOfContraction(const char* at, const char* end) {
  if (end - at < 2 || *at != '\'') return at;
  const char first = Lowered(at[1]);
  if (first == 's' || first == 't' || first == 'm' || first == 'd') return at + 2;
  if (end - at < 3) return at;
  const char second = Lowered(at[2]);
  if ((first == 'r' || first == 'v') && second == 'e') return at + 3;
  if (first == 'l' && second == 'l') return at + 3;
  return std::string_view(at + 1, 2) == "\xC5\xBF" ? at + 3 : at;
}

const char* EndOfNumber(const char* at, const char* end) {
  for (int digits = 0; digits < 3 && at != end; ++digits) {
    const Character character = ReadCharacter(at, end);
    if (character.character_class != kNumber) break;
    at += character.size;
  }
  return at;
}

WhitespaceRun ReadWhitespace(const char* at, const char* end) {
  WhitespaceRun run{at, nullptr, at};
  while (run.end != end) {
    const Character character = ReadCharacter(run.end, end);
    if ((character.character_class & kWhitespace) == 0) break;
    run.last_start = run.end;
    run.end += character.size;
    if (character.character_class == kNewline) run.last_newline_end = run.end;
  }
  return run;
}

}  // namespace signalbox::tokens
