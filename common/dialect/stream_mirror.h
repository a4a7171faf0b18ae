#pragma once

#include <memory>

#include "common/dialect/stream_codec.h"

namespace signalbox::dialect {

/// A mirror made of a dialect's decoder: an event passes as it is but for the model's name, with its `event:` line if
/// it had one. An event the decoder does not know passes too.
std::unique_ptr<StreamMirror> MirrorWith(std::unique_ptr<StreamDecoder> decoder, StreamMirrorOptions options);

}  // namespace signalbox::dialect
