#pragma once

#include <cstdint>

namespace signalbox::tokens {

// What a chat request costs besides its texts, as OpenAI's cookbook publishes it for its own models ("How to count
// tokens with tiktoken"). Other providers publish nothing; the same figures stand in for them.
inline constexpr std::int64_t kTokensPerMessage = 3;
inline constexpr std::int64_t kTokensPerRole = 1;  ///< The word itself: each of the roles is one token.
inline constexpr std::int64_t kTokensPerName = 1;  ///< Besides the name's own tokens.
inline constexpr std::int64_t kReplyPrimerTokens = 3;
inline constexpr std::int64_t kTokensPerTool = 7;

/// For `messages` messages of which `names` carry a name.
constexpr std::int64_t MessageOverhead(std::int64_t messages, std::int64_t names) {
  return messages * (kTokensPerMessage + kTokensPerRole) + names * kTokensPerName + kReplyPrimerTokens;
}

}  // namespace signalbox::tokens
