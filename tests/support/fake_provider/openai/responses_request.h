#pragma once

#include <absl/status/status.h>

#include "common/json/document.h"
#include "tests/support/fake_provider/call.h"

namespace signalbox::fake_provider::openai {

/// What an answer depends on in the body of POST /v1/responses. `model` is not asked for.
Call ReadResponsesCall(json::Value root);

/// Holds a request against OpenAI's rules: items, content parts, outputs that answer calls, flat tools. Errors:
/// kInvalidArgument in OpenAI's words; the reason is the parameter.
absl::Status CheckResponsesRequest(json::Value root);

}  // namespace signalbox::fake_provider::openai
