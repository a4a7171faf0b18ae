#pragma once

#include <optional>
#include <string>
#include <string_view>

#include <absl/status/statusor.h>

#include "signalbox/llm/v1/llm.pb.h"

namespace signalbox::dialect::openai_chat {

/// A plain answer that was read.
struct Response {
  std::string body;                     ///< With the public model name put back; otherwise the provider's bytes.
  std::optional<llm::v1::Usage> usage;  ///< Absent when the provider gave none, or none that can be true.
  llm::v1::Message answer;              ///< The first choice's message; only if asked for.
};

/// Errors: kInvalidArgument when the body is no chat completion.
absl::StatusOr<Response> ReadResponse(std::string_view body, std::string_view public_model, bool want_answer);

}  // namespace signalbox::dialect::openai_chat
