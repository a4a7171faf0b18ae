#pragma once

#include <string>
#include <string_view>
#include <utility>

#include <absl/status/status.h>

#include "common/http/exchange.h"

namespace signalbox::gateway {

/// An answer that says what went wrong.
struct ErrorAnswer {
  int http_status = 500;
  http::Headers headers;  ///< Content type, and Retry-After or x-should-retry where they apply.
  std::string body;
};

/// Renders a failure as OpenAI does: the only place where codes become HTTP statuses (architecture.md, errors).
/// The text of kInternal and kUnknown never leaves the house.
ErrorAnswer RenderError(const absl::Status& status);

/// The same as the last event of a stream that cannot end well.
std::string RenderStreamError(const absl::Status& status);

/// A failure on one line, for operators: "NOT_FOUND MODEL_NOT_FOUND: no such model".
std::string Describe(const absl::Status& status);

/// An answer to what the HTTP server itself refuses (no such path, too large, not understood): headers and body.
std::pair<http::Headers, std::string> RenderHttpError(int status, std::string_view message);

}  // namespace signalbox::gateway
