#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <absl/status/statusor.h>

#include "common/dialect/openai_responses/references.h"

namespace signalbox::dialect::openai_responses {

/// What must be known of an answer to keep it.
struct AnswerFacts {
  std::string id;
  std::vector<std::string> item_ids;  ///< Of its output, as far as they have any.
};

/// Nothing when `answer` is no answer that ended: without an id, still in progress, failed.
std::optional<AnswerFacts> ReadAnswer(std::string_view answer);

/// What an answer is told to be part of; empty members are none.
struct AnswerState {
  std::string previous_response_id;
  std::string conversation;
};

/// The answer with what it is part of: its provider, which was sent everything at once, does not know. All else stays.
/// Errors: kInvalidArgument when it is no JSON object.
absl::StatusOr<std::string> WithState(std::string_view answer, const AnswerState& state);

/// The same of those events of a stream that carry the answer (its first and its last), framed as SSE. Anything else
/// stays as it is.
std::string EventsWithState(std::string_view events, const AnswerState& state);

/// The answer that the last of these events carries; empty when there is none.
std::string AnswerInLast(std::string_view events);

/// Adds the items of an answer's output that have an id; those `items` has already stay.
void AddItems(std::string_view answer, ItemsById& items);

}  // namespace signalbox::dialect::openai_responses
