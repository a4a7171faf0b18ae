#pragma once

#include <string_view>

#include <absl/status/status.h>

#include "common/json/document.h"

namespace signalbox::dialect::openai_chat {

/// What a request says in a type its field never has, and no provider could understand: kInvalidArgument with its path.
/// Null is as good as absent; fields, parts and tools nobody here knows are not looked into. Answers are not held to
/// it.
absl::Status CheckMessageTypes(json::Value message, std::string_view path);

/// The same of all that is beside the messages.
absl::Status CheckParameterTypes(json::Value root);

}  // namespace signalbox::dialect::openai_chat
