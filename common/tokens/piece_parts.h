#pragma once

namespace signalbox::tokens {

// What the patterns of both encodings have in common. Each takes the place where the part may start and returns where
// it ends; a part that is not there ends where it starts.

/// '(?i:s|t|re|ve|m|ll|d). As in the published pattern's engine, the long s (U+017F) is an s.
const char* EndOfContraction(const char* at, const char* end);

/// \p{N}{1,3}.
const char* EndOfNumber(const char* at, const char* end);

/// A run of white space, taken apart: where it ends, and where the patterns may end a piece before that.
struct WhitespaceRun {
  const char* end;
  const char* last_newline_end;  ///< Null when the run has none.
  const char* last_start;        ///< Where its last character starts.
};
WhitespaceRun ReadWhitespace(const char* at, const char* end);

/// \s+(?!\S)|\s: all of a run that ends the text, else all but its last character, which belongs to what follows.
inline const char* EndOfBlanks(const char* at, const WhitespaceRun& run, const char* end) {
  return run.end == end || run.last_start == at ? run.end : run.last_start;
}

}  // namespace signalbox::tokens
