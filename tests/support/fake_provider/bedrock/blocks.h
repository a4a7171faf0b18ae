#pragma once

#include <absl/status/status.h>

#include "common/json/document.h"

namespace signalbox::fake_provider::bedrock {

/// Holds the messages of Converse against its rules: turns that alternate, blocks that hold something, tool results
/// that answer the turn right before. Errors: kInvalidArgument in Bedrock's words.
absl::Status CheckMessages(json::Value messages, bool has_tools);

}  // namespace signalbox::fake_provider::bedrock
