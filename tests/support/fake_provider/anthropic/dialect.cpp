#include "tests/support/fake_provider/anthropic/dialect.h"

#include <fmt/format.h>

#include "tests/support/fake_provider/ids.h"
#include "tests/support/fake_provider/json_text.h"

namespace signalbox::fake_provider::anthropic {
namespace {

constexpr NativeError kErrors[] = {
    {"bad_request", 400, "invalid_request_error", "Invalid request."},
    {"context_length_exceeded", 400, "invalid_request_error", "prompt is too long: 9001 tokens > 8192 maximum"},
    {"content_policy_violation", 400, "invalid_request_error", "Output blocked by content filtering policy"},
    {"insufficient_quota", 400, "invalid_request_error",
     "Your credit balance is too low to access the Anthropic API. Please go to Plans & Billing to upgrade or purchase "
     "credits."},
    {"invalid_api_key", 401, "authentication_error", "invalid x-api-key"},
    {"forbidden", 403, "permission_error", "Your API key does not have permission to use the specified resource."},
    {"model_not_found", 404, "not_found_error", "model: not found"},
    {"unknown_url", 404, "not_found_error", "Not found"},
    {"request_timeout", 408, "timeout_error", "Request timed out"},
    {"conflict", 409, "invalid_request_error", "The resource is in use."},
    {"request_too_large", 413, "request_too_large", "Request exceeds the maximum size"},
    {"unprocessable", 422, "invalid_request_error", "The request cannot be processed."},
    {"rate_limit_exceeded", 429, "rate_limit_error",
     "This request would exceed your organization's rate limit of 3 requests per minute."},
    {"overloaded", 529, "overloaded_error", "Overloaded"},
    {"overloaded_error", 529, "overloaded_error", "Overloaded"},
    {"server_error", 500, "api_error", "Internal server error"},
};

std::string ErrorJson(const NativeError& error, std::string_view message) {
  return fmt::format(R"("error":{{"type":"{}","message":{}}})", error.type,
                     Quoted(message.empty() ? error.message : message));
}

}  // namespace

std::string AnthropicDialect::Headers() const {
  return NextId("request-id: req_") + "\r\n";
}

Reply AnthropicDialect::Error(const ErrorKind& kind, std::string_view message, std::string_view /*where*/) const {
  const NativeError& error = FindNative(kErrors, kind);
  const std::string id = NextId("req_");
  return {.status = error.status,
          .body = fmt::format(R"({{"type":"error",{},"request_id":"{}"}})", ErrorJson(error, message), id),
          .headers = fmt::format("request-id: {}\r\nx-should-retry: {}\r\n", id,
                                 error.status == 429 || error.status >= 500 ? "true" : "false")};
}

EventStream::ErrorEvent AnthropicDialect::StreamError(const ErrorKind& kind) const {
  return {"error", fmt::format(R"({{"type":"error",{}}})", ErrorJson(FindNative(kErrors, kind), {}))};
}

const Dialect& Anthropic() {
  static const AnthropicDialect kDialect;
  return kDialect;
}

}  // namespace signalbox::fake_provider::anthropic
