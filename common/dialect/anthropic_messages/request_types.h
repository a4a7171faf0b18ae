#pragma once

#include <absl/status/status.h>

#include "common/json/document.h"

namespace signalbox::dialect::anthropic_messages {

/// What a request says in a type its field never has, and no provider could understand: kInvalidArgument with its path.
/// Null is as good as absent; fields, blocks and tools nobody here knows are not looked into.
absl::Status CheckTypes(json::Value root);

}  // namespace signalbox::dialect::anthropic_messages
