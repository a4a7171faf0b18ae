#pragma once

#include <absl/status/status.h>

#include "common/json/document.h"
#include "tests/support/fake_provider/call.h"

namespace signalbox::fake_provider::anthropic {

/// Where a Messages body came to.
enum class Endpoint {
  kMessages,
  kCountTokens,
  kVertex,             ///< The model is in the URL; `anthropic_version` in the body.
  kVertexCountTokens,  ///< The model is in the body, and `anthropic_version` may be.
};

/// What an answer depends on in the body of POST /v1/messages.
Call ReadMessagesCall(json::Value root);

/// Holds a request against Anthropic's rules. Errors: kInvalidArgument in Anthropic's words.
absl::Status CheckMessagesRequest(json::Value root, Endpoint endpoint);

}  // namespace signalbox::fake_provider::anthropic
