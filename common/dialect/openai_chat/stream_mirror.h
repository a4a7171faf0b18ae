#pragma once

#include <memory>
#include <string_view>

#include "common/dialect/stream_codec.h"

namespace signalbox::dialect::openai_chat {

/// Passes on a provider's chunks with the public model name; hides usage the caller did not ask for: a chunk with only
/// that is left out, one beside choices becomes null. A chunk that says it is something else than `object`, a word
/// without escapes that lives for ever, says so again: Azure's first says it is nothing.
std::unique_ptr<StreamMirror> NewChatMirror(StreamMirrorOptions options, std::string_view object);

}  // namespace signalbox::dialect::openai_chat
