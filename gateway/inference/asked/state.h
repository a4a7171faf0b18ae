#pragma once

#include <absl/status/status.h>

#include "common/dialect/request_facts.h"
#include "gateway/inference/asked/asked.h"

namespace signalbox::gateway {

/// What a request of OpenAI's Responses continues and whether its answer is kept. Of other dialects: nothing.
///
/// Errors: kInvalidArgument for an answer in the background, and for more than one thing to continue: a session of ours
/// (`asked.session_id`), `conversation`, `previous_response_id`.
absl::Status ReadState(dialect::RequestFacts& facts, Asked& asked);

}  // namespace signalbox::gateway
