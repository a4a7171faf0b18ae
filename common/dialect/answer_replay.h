#pragma once

#include "common/dialect/stream_codec.h"
#include "signalbox/llm/v1/llm.pb.h"

namespace signalbox::dialect {

/// Tells a whole answer as a stream, from kStart to kEnd: for a provider that does not stream.
void Replay(const llm::v1::Response& response, StreamSink sink);

}  // namespace signalbox::dialect
