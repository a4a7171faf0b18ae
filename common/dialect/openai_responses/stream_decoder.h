#pragma once

#include <memory>

#include "common/dialect/stream_codec.h"

namespace signalbox::dialect::openai_responses {

/// Understands the events of /v1/responses. What a server says only at the end (of a part, an item, the response) is
/// told then, so that one that streams less than OpenAI is understood too.
std::unique_ptr<StreamDecoder> NewStreamDecoder();

}  // namespace signalbox::dialect::openai_responses
