#pragma once

#include <string>
#include <string_view>
#include <utility>

#include <absl/status/status.h>

#include "common/http/server.h"
#include "signalbox/llm/v1/llm.pb.h"

namespace signalbox::gateway {

/// An answer that says what went wrong.
struct ErrorAnswer {
  int http_status = 500;
  http::Headers headers;  ///< Content type, and Retry-After or x-should-retry where they apply.
  std::string body;
};

/// Renders a failure in a caller's dialect: the only place where codes become HTTP statuses (architecture.md, errors).
/// The text of kInternal and kUnknown never leaves the house. `request_id` stands in the body where the dialect shows
/// it.
ErrorAnswer RenderError(const absl::Status& status, llm::v1::Dialect dialect = llm::v1::OPENAI_CHAT,
                        std::string_view request_id = {});

/// The same as the last event of a stream that cannot end well.
std::string RenderStreamError(const absl::Status& status, llm::v1::Dialect dialect = llm::v1::OPENAI_CHAT);

/// A failure on one line, for operators: "NOT_FOUND MODEL_NOT_FOUND: no such model".
std::string Describe(const absl::Status& status);

/// The dialect of those who call a path: Anthropic's below /v1/messages, Google's below /v1beta, else OpenAI's.
llm::v1::Dialect DialectOfPath(std::string_view path);

/// An answer to what the HTTP server itself refuses (no such path, too large, not understood): headers and body.
std::pair<http::Headers, std::string> RenderHttpError(const http::Refused& refused);

}  // namespace signalbox::gateway
