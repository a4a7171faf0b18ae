#pragma once

#include <string_view>

#include "tests/support/fake_provider/chat_request.h"
#include "tests/support/fake_provider/plan.h"
#include "tests/support/fake_provider/script.h"

namespace signalbox::fake_provider {

/// The answer to POST /v1/chat/completions: plain, streamed, or the error that `script` names.
Plan ChatPlan(const ChatRequest& request, const Script& script);

/// A whole JSON answer under the script's pace, status, error and headers.
Plan JsonPlan(std::string_view body, const Script& script);

}  // namespace signalbox::fake_provider
