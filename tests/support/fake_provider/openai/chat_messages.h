#pragma once

#include <absl/status/status.h>

#include "common/json/document.h"

namespace signalbox::fake_provider::openai {

/// Holds the messages of a chat against OpenAI's rules: roles, content parts, and tool messages that answer the calls
/// right before them. Errors: kInvalidArgument in OpenAI's words; the reason is the parameter.
absl::Status CheckChatMessages(json::Value messages);

}  // namespace signalbox::fake_provider::openai
