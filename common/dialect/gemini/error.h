#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "common/dialect/error.h"
#include "common/json/document.h"

namespace signalbox::dialect::gemini {

/// What an error body says: {"error":{...}}, or a list whose first element is one. Google's status becomes a type; the
/// code is the reason of its ErrorInfo, else the status; the parameter its first field violation's.
std::optional<ErrorBody> DecodeError(std::string_view body);

/// The same of a body that has been read.
std::optional<ErrorBody> ErrorIn(json::Value root);

/// {"error":{"code","message","status","details"}}. A code, a parameter and a request id stand in details of Google's
/// own types.
std::string EncodeError(const ErrorBody& error, int http_status, std::string_view request_id);

}  // namespace signalbox::dialect::gemini
