#pragma once

#include <cstddef>
#include <string>

namespace signalbox::bench {

/// A chat request of about `bytes`: turns of English, Chinese and escaped text, tools, sampling; a stream.
std::string ChatBody(std::size_t bytes);

/// One chunk of a stream as OpenAI sends it, with a few letters of text.
std::string StreamChunk();

}  // namespace signalbox::bench
