#pragma once

#include <string>
#include <string_view>

#include <absl/status/statusor.h>

#include "common/dialect/codec.h"

namespace signalbox::dialect::openai_responses {

/// As Codec::EditRequest. The history stands after the leading system and developer items of `input`, which becomes a
/// list of items only if there is a history. `previous_response_id` and `conversation` go: what they stand for is the
/// history.
///
/// Of the history, reasoning is left out, and so are the function calls of an answer that was cut: nobody can answer
/// them. Ids of items are left out too: the provider may not have kept them.
absl::StatusOr<std::string> EditRequest(std::string_view body, const RequestEdits& edits);

}  // namespace signalbox::dialect::openai_responses
