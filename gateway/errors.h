#pragma once

#include <string>

#include <absl/status/status.h>

#include "common/http/exchange.h"

namespace signalbox::gateway {

/// An answer that says what went wrong.
struct ErrorAnswer {
  int http_status = 500;
  http::Headers headers;   ///< Content type, and Retry-After or x-should-retry where they apply.
  std::string body;
};

/// Renders a failure as OpenAI does: the only place where codes become HTTP statuses (architecture.md, errors).
/// The text of kInternal and kUnknown never leaves the house.
ErrorAnswer RenderError(const absl::Status& status);

}  // namespace signalbox::gateway
