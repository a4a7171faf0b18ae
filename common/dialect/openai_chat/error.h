#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "common/dialect/error.h"

namespace signalbox::dialect::openai_chat {

std::string EncodeError(const ErrorBody& error);

/// The error with the type that goes with the HTTP status, if it has none.
ErrorBody WithType(ErrorBody error, int http_status);

/// What a provider's error body says: `{"error":{...}}` or one of the looser forms (`{"error":"text"}`,
/// `{"message":...}`, `{"detail":"text"}`, a list of one of them). Nothing when it is none of them. A code that is a
/// number becomes its digits.
std::optional<ErrorBody> DecodeError(std::string_view body);

/// The error event of a stream that broke: `data: {"error":{...}}` and its blank line.
std::string EncodeStreamError(const ErrorBody& error);

}  // namespace signalbox::dialect::openai_chat
