#pragma once

#include <absl/status/status.h>

#include "common/json/document.h"

namespace signalbox::fake_provider::anthropic {

/// Holds `tools` and `tool_choice` against Anthropic's rules. Errors: kInvalidArgument in Anthropic's words.
absl::Status CheckTools(json::Value root);

}  // namespace signalbox::fake_provider::anthropic
