#pragma once

#include <memory>

#include "common/dialect/stream_codec.h"

namespace signalbox::dialect::openai_responses {

/// Events of /v1/responses with sequence numbers from 0. The terminal event's Response is what EncodeResponse() makes
/// of the same answer. Items are open at once where blocks are.
///
/// An answer of more than 32 MiB of text, or with more than 4,096 items, ends with an error event.
std::unique_ptr<StreamEncoder> NewStreamEncoder(StreamEncoderOptions options);

}  // namespace signalbox::dialect::openai_responses
