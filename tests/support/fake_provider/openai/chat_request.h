#pragma once

#include <absl/status/status.h>

#include "common/json/document.h"
#include "tests/support/fake_provider/call.h"

namespace signalbox::fake_provider::openai {

/// What an answer depends on in the body of POST /v1/chat/completions. `model` is not asked for.
Call ReadChatCall(json::Value root);

/// Holds a request against OpenAI's rules: the conversation's shape, tools, and parameters that exclude each other.
/// Unknown parameters pass, as they do with most who speak this dialect. Errors: kInvalidArgument in OpenAI's words;
/// the reason is the parameter.
absl::Status CheckChatRequest(json::Value root);

}  // namespace signalbox::fake_provider::openai
