#pragma once

#include <string>
#include <string_view>

#include <absl/status/statusor.h>

#include "common/dialect/codec.h"

namespace signalbox::dialect::openai_completions {

/// As Codec::ScanRequest. `choices` counts those of all prompts together, the tries of best_of included.
absl::StatusOr<RequestFacts> ScanRequest(std::string_view body);

/// As Codec::EditRequest; there is nowhere to put a history, so that one must be empty.
absl::StatusOr<std::string> EditRequest(std::string_view body, const RequestEdits& edits);

/// As Codec::EncodeRequest. Errors: kUnimplemented for a conversation of another dialect; kInvalidArgument for one that
/// is more than a prompt.
absl::StatusOr<std::string> EncodeRequest(const llm::v1::Conversation& conversation, const EncodeOptions& options);

}  // namespace signalbox::dialect::openai_completions
