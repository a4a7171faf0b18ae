#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include <absl/status/statusor.h>

namespace signalbox::dialect::openai_chat {

inline constexpr std::size_t kMaxModelCharacters = 256;
inline constexpr std::size_t kMaxSessionIdBytes = 256;
inline constexpr std::size_t kMaxUserBytes = 256;
inline constexpr std::int64_t kMaxOutputTokens = 1'000'000'000;
inline constexpr std::int64_t kMaxChoices = 128;

/// What the edge must know of a request; nothing else of it is looked at.
struct RequestFacts {
  std::string model;
  bool stream = false;
  bool include_usage = false;                     ///< stream_options.include_usage.
  std::optional<std::int64_t> max_output_tokens;  ///< max_completion_tokens, else max_tokens, else max_output_tokens.
  int choices = 1;                                ///< n, 1 to kMaxChoices.
  std::string session_id;                         ///< conversation_id, else session_id; empty when neither.
  std::string user;                               ///< user, cut to at most kMaxUserBytes.
};

/// Reads the facts in one pass over the body, all of which is checked to be JSON.
///
/// null counts as absent. Errors: kInvalidArgument, with the field's name as metadata "field" where there is one: the
/// body is no JSON object, nests deeper than 128 or says a top-level field twice; `model` is missing, empty or too
/// long; `messages` is missing, empty or no array; a fact has the wrong type or is out of range.
absl::StatusOr<RequestFacts> ScanRequest(std::string_view body);

}  // namespace signalbox::dialect::openai_chat
