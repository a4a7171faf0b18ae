#pragma once

#include "common/dialect/codec.h"

namespace signalbox::dialect::openai_completions {

/// OpenAI's legacy completions. Lives for ever.
///
/// A request with several prompts is no single conversation: DecodeRequest refuses it, naming `prompt`; see prompts.h,
/// fan_in.h. Conversations of other dialects cannot be sent as completions.
const Codec& CompletionsCodec();

}  // namespace signalbox::dialect::openai_completions
