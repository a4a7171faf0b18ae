#pragma once

#include "common/dialect/codec.h"

namespace signalbox::dialect::openai_responses {

/// The codec of OpenAI's responses. Lives for ever.
const Codec& ResponsesCodec();

}  // namespace signalbox::dialect::openai_responses
