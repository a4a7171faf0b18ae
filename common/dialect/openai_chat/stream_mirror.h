#pragma once

#include <memory>

#include "common/dialect/stream_codec.h"

namespace signalbox::dialect::openai_chat {

/// Passes on a provider's chunks with the public model name; hides usage the caller did not ask for: a chunk with only
/// that is left out, one beside choices becomes null.
std::unique_ptr<StreamMirror> NewChatMirror(StreamMirrorOptions options);

}  // namespace signalbox::dialect::openai_chat
