#pragma once

#include <memory>

#include "common/dialect/openai_completions/prompts.h"
#include "common/dialect/stream_codec.h"

namespace signalbox::dialect::openai_completions {

/// Writes an answer as completion chunks, each choice beginning with its echo. Thoughts are left out, a tool call is a
/// loss.
std::unique_ptr<StreamEncoder> NewStreamEncoder(StreamEncoderOptions options, Echo echo);

}  // namespace signalbox::dialect::openai_completions
