#pragma once

#include <span>
#include <string>
#include <string_view>

#include <absl/status/statusor.h>

#include "signalbox/llm/v1/llm.pb.h"

namespace signalbox::dialect::openai_chat {

/// Changes of a request on its way to a provider. Everything not named keeps its bytes, order and number text.
struct RequestEdits {
  std::string model;                               ///< New value of `model`.
  bool ask_for_usage = false;                      ///< Sets stream_options.include_usage to true.
  std::span<const llm::v1::Message> history = {};  ///< Inserted after the leading system and developer messages.
};

/// Applies the edits, and removes the fields that are ours: conversation_id, session_id.
///
/// Of the history, reasoning is left out, and so are the tool calls of an answer that was cut: nobody can answer them.
/// Errors: kInvalidArgument as ScanRequest.
absl::StatusOr<std::string> EditRequest(std::string_view body, const RequestEdits& edits);

}  // namespace signalbox::dialect::openai_chat
