#pragma once

#include <string>
#include <string_view>

#include <absl/status/statusor.h>

#include "common/dialect/codec.h"

namespace signalbox::dialect::openai_chat {

/// Applies the edits, and removes the fields that are ours: conversation_id, session_id.
///
/// Of the history, reasoning is left out, and so are the tool calls of an answer that was cut: nobody can answer them.
/// Errors: kInvalidArgument as ScanRequest.
absl::StatusOr<std::string> EditRequest(std::string_view body, const RequestEdits& edits);

}  // namespace signalbox::dialect::openai_chat
