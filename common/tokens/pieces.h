#pragma once

namespace signalbox::tokens {

// The encodings cut a text into pieces before they look for tokens: no token spans two pieces. The published cuts are
// regular expressions; these are the same by hand, in time linear in the text and without memory.
//
// Each returns where the piece that starts at `at` ends. `at` is before `end`; the piece is never empty.

/// The pattern of o200k_base.
const char* EndOfO200kPiece(const char* at, const char* end);

/// The pattern of cl100k_base.
const char* EndOfCl100kPiece(const char* at, const char* end);

}  // namespace signalbox::tokens
