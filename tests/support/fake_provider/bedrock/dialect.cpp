#include "tests/support/fake_provider/bedrock/dialect.h"

#include <array>

#include <fmt/format.h>

#include "tests/support/fake_provider/ids.h"
#include "tests/support/fake_provider/json_text.h"

namespace signalbox::fake_provider::bedrock {
namespace {

constexpr std::array kErrors = {
    NativeError{"bad_request", 400, "ValidationException", "The request is not valid."},
    NativeError{"context_length_exceeded", 400, "ValidationException",
                "The model returned the following errors: prompt is too long: 9001 tokens > 8192 maximum"},
    NativeError{"content_policy_violation", 400, "ValidationException",
                "The model returned the following errors: Output blocked by content filtering policy"},
    NativeError{"insufficient_quota", 400, "ServiceQuotaExceededException",
                "Your request exceeds the service quota for your account."},
    NativeError{"invalid_api_key", 403, "UnrecognizedClientException",
                "The security token included in the request is invalid."},
    NativeError{"unauthenticated", 403, "MissingAuthenticationTokenException", "Missing Authentication Token"},
    NativeError{"forbidden", 403, "AccessDeniedException",
                "You don't have access to the model with the specified model ID."},
    NativeError{"model_not_found", 404, "ResourceNotFoundException", "The model is not found."},
    NativeError{"unknown_url", 404, "UnknownOperationException", "The operation is not known."},
    NativeError{"request_timeout", 408, "ModelTimeoutException", "The request took too long to process."},
    NativeError{"conflict", 409, "ConflictException", "The resource is in use."},
    NativeError{"request_too_large", 413, "ValidationException", "Input is too long for requested model."},
    NativeError{"unprocessable", 424, "ModelErrorException",
                "The request failed due to an error while processing the model."},
    NativeError{"rate_limit_exceeded", 429, "ThrottlingException",
                "Too many requests, please wait before trying again."},
    NativeError{"overloaded", 503, "ServiceUnavailableException",
                "The service isn't currently available. Try again later."},
    NativeError{"overloaded_error", 503, "ServiceUnavailableException",
                "The service isn't currently available. Try again later."},
    NativeError{"server_error", 500, "InternalServerException",
                "The system encountered an unexpected error during processing. Try your request again."},
};

std::string MessageJson(std::string_view message) {
  return fmt::format(R"({{"message":{}}})", Quoted(message));
}

}  // namespace

std::string BedrockDialect::Headers() const {
  return NextId("x-amzn-requestid: ") + "\r\n";
}

Reply BedrockDialect::Error(const ErrorKind& kind, std::string_view message, std::string_view where) const {
  const NativeError& error = FindNative(kErrors, kind);
  const std::string_view exception = where.empty() ? error.type : where;
  return {.status = error.status,
          .body = MessageJson(message.empty() ? error.message : message),
          .headers = fmt::format("x-amzn-errortype: {}:http://internal.amazon.com/coral/com.amazon.bedrock/\r\n{}",
                                 exception, Headers())};
}

// Within a stream the names of exceptions start in lower case.
EventStream::ErrorEvent BedrockDialect::StreamError(const ErrorKind& kind) const {
  const NativeError& error = FindNative(kErrors, kind);
  std::string type(error.type);
  type.front() = static_cast<char>(type.front() + ('a' - 'A'));
  return {type, MessageJson(error.message)};
}

const Dialect& Bedrock() {
  static const BedrockDialect kDialect;
  return kDialect;
}

}  // namespace signalbox::fake_provider::bedrock
