#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace signalbox::dialect {

inline constexpr std::size_t kMaxModelCharacters = 256;
inline constexpr std::size_t kMaxSessionIdBytes = 256;
inline constexpr std::size_t kMaxUserBytes = 256;
inline constexpr std::int64_t kMaxOutputTokens = 1'000'000'000;
inline constexpr std::int64_t kMaxChoices = 128;

/// What the edge must know of a request; nothing else of it is looked at.
struct RequestFacts {
  std::string model;  ///< Empty in a dialect that names it in the path.
  bool stream = false;
  bool include_usage = false;                     ///< The caller wants usage in its stream.
  std::optional<std::int64_t> max_output_tokens;  ///< The caller's bound.
  int choices = 1;                                ///< 1 to kMaxChoices.
  std::string session_id;                         ///< conversation_id, else session_id; empty when neither.
  std::string previous_response_id;               ///< OPENAI_RESPONSES; empty when absent.
  std::string conversation;                       ///< OPENAI_RESPONSES: the id in `conversation`; empty when absent.
  bool store = false;                             ///< OPENAI_RESPONSES: the answer is to be kept, as it is unless told.
  bool background = false;                        ///< OPENAI_RESPONSES: the answer is not to be waited for.
  std::vector<std::string> item_references;       ///< OPENAI_RESPONSES: as openai_responses::ReferencesIn.
  std::string user;                               ///< The caller's own end user, cut to at most kMaxUserBytes.
};

}  // namespace signalbox::dialect
