#pragma once

#include "common/dialect/codec.h"

namespace signalbox::dialect::openai_chat {

/// OpenAI's chat completions. Lives for ever.
const Codec& ChatCodec();

}  // namespace signalbox::dialect::openai_chat
