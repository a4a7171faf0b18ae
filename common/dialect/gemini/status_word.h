#pragma once

#include <string>
#include <string_view>

#include "common/dialect/error.h"

namespace signalbox::dialect::gemini {

/// The type of error that Google's status ("RESOURCE_EXHAUSTED") is; for one it does not have, by the HTTP status.
std::string TypeOf(std::string_view status, int http_status);

/// The status for an error: of those for that HTTP status the one its code says; its code for an HTTP status that has
/// none of its own.
std::string_view StatusWordOf(const ErrorBody& error, int http_status);

/// The HTTP status an error would have had, by its type; `fallback` for a type that says none.
int HttpStatusOf(const ErrorBody& error, int fallback);

}  // namespace signalbox::dialect::gemini
