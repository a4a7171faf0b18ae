#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "common/dialect/error.h"
#include "common/json/writer.h"

namespace signalbox::dialect::openai_responses {

/// The fields of an `error` event but its type and number. It says the same twice: flat, as the document has it, and as
/// an object, where OpenAI's own clients look for it.
void WriteErrorEvent(const ErrorBody& error, json::Writer& writer);

/// The event that ends a stream, framed as SSE, where nobody counted the events before it: its number is 0.
std::string EncodeStreamError(const ErrorBody& error);

}  // namespace signalbox::dialect::openai_responses
