#pragma once

#include <string>

#include <absl/status/status.h>

#include "common/json/document.h"

namespace signalbox::fake_provider::anthropic {

/// Where a block stands decides what it may be.
enum class Place { kSystem, kUser, kAssistant, kToolResult };

/// Holds one content block against Anthropic's rules; `where` is its path, "messages.0.content.1". Errors:
/// kInvalidArgument in Anthropic's words.
absl::Status CheckBlock(json::Value block, Place place, const std::string& where);

/// As CheckBlock for a whole content: a string or blocks.
absl::Status CheckContent(json::Value content, Place place, const std::string& where);

}  // namespace signalbox::fake_provider::anthropic
