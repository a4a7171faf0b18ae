#pragma once

#include <string_view>

#include <absl/status/status.h>

#include "common/json/document.h"

namespace signalbox::dialect::openai_chat {

/// What a request says in a type its field never has, and no provider could understand: kInvalidArgument with its path.
/// Null is as good as absent; fields, parts and tools nobody here knows are not looked into. Answers are not held to
/// it.
absl::Status CheckMessageTypes(json::Value message, std::string_view path);

/// A field of the request that is no message.
absl::Status CheckParameterType(json::Value key, json::Value value);

}  // namespace signalbox::dialect::openai_chat
