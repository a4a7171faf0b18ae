#pragma once

#include <string>

#include "signalbox/llm/v1/llm.pb.h"

namespace signalbox::dialect::openai_responses {

/// What an answer repeats of its request, as one JSON object: each field the caller gave, else its default. `request`
/// may be null.
std::string EchoOf(const llm::v1::Conversation* request);

}  // namespace signalbox::dialect::openai_responses
