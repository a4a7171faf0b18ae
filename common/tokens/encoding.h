#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include <absl/status/statusor.h>

#include "common/tokens/vocabulary.h"

namespace signalbox::tokens {

// Exactly the tokens that OpenAI's models see. Any thread may call these; they share nothing but read-only data.
// Text that looks like a special token ("<|endoftext|>") is text. Bytes that are no UTF-8 are encoded as the bytes
// they are, as symbols of their own: every input has a defined result, and Decode(Encode(x)) is x.
// Time is linear in the text but for single words above 128 bytes (n log w, see long_merge.h).

/// The two published vocabularies in use.
enum class Encoding : std::uint8_t {
  kO200k,   ///< o200k_base: gpt-4o and everything after it.
  kCl100k,  ///< cl100k_base: gpt-4, gpt-3.5-turbo, text-embedding-3.
};

/// How many tokens `text` is. Allocates nothing, unless a single word is longer than 128 bytes.
std::int64_t Count(Encoding encoding, std::string_view text);

/// The tokens of `text`, in order.
std::vector<TokenId> Encode(Encoding encoding, std::string_view text);

/// The bytes of `tokens`, one after the other; not UTF-8 if the tokens cut through a character.
/// Errors: kInvalidArgument, naming the place, for a number that is no token of the encoding. Special tokens are none.
absl::StatusOr<std::string> Decode(Encoding encoding, const std::vector<TokenId>& tokens);

}  // namespace signalbox::tokens
