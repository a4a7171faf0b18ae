#pragma once

#include <string_view>

#include <absl/status/status.h>

#include "common/json/document.h"
#include "tests/support/fake_provider/call.h"

namespace signalbox::fake_provider::bedrock {

/// What an answer depends on in the body of Converse; the model is in the URL.
Call ReadConverseCall(json::Value root, std::string_view model, bool stream);

/// Holds a request against Converse's rules. Errors: kInvalidArgument in Bedrock's words.
absl::Status CheckConverseRequest(json::Value root);

}  // namespace signalbox::fake_provider::bedrock
