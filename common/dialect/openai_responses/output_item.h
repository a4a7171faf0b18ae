#pragma once

#include <string_view>

#include <absl/status/statusor.h>

#include "common/json/document.h"
#include "signalbox/llm/v1/llm.pb.h"

namespace signalbox::dialect::openai_responses {

/// Appends to a model's turn what an item says: a message of the assistant, a function call, reasoning. False, and
/// nothing is appended, for any other item and for one of these in a form that blocks cannot hold.
///
/// Each part of a message and each part of reasoning is a block. Errors: kInvalidArgument naming the field below
/// `path`.
absl::StatusOr<bool> AppendOutputItem(json::Value item, std::string_view path, llm::v1::Message& turn);

/// As AppendOutputItem, of an item of an answer: any other item is a block of its own, whole in `extra_json`.
absl::Status AppendAnswerItem(json::Value item, std::string_view path, llm::v1::Message& turn);

}  // namespace signalbox::dialect::openai_responses
