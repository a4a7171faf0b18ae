#pragma once

#include <absl/status/status.h>

#include "common/json/document.h"

namespace signalbox::fake_provider::anthropic {

/// Holds `system` and `messages` against Anthropic's rules: roles, blocks, and tool results that answer the tool uses
/// of the message right before. Errors: kInvalidArgument in Anthropic's words.
absl::Status CheckConversation(json::Value root);

}  // namespace signalbox::fake_provider::anthropic
