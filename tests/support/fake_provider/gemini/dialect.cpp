#include "tests/support/fake_provider/gemini/dialect.h"

#include <fmt/format.h>

#include "tests/support/fake_provider/json_text.h"

namespace signalbox::fake_provider::gemini {
namespace {

constexpr NativeError kErrors[] = {
    {"bad_request", 400, "INVALID_ARGUMENT", "Request contains an invalid argument."},
    {"context_length_exceeded", 400, "INVALID_ARGUMENT",
     "The input token count (9001) exceeds the maximum number of tokens allowed (8192)."},
    {"content_policy_violation", 400, "INVALID_ARGUMENT", "The prompt was blocked by our safety policies."},
    {"invalid_api_key", 400, "INVALID_ARGUMENT", "API key not valid. Please pass a valid API key."},
    {"unauthenticated", 401, "UNAUTHENTICATED",
     "Request had invalid authentication credentials. Expected OAuth 2 access token, login cookie or other valid "
     "authentication credential."},
    {"forbidden", 403, "PERMISSION_DENIED", "The caller does not have permission"},
    {"model_not_found", 404, "NOT_FOUND",
     "The model is not found for API version v1beta, or is not supported for generateContent."},
    {"unknown_url", 404, "NOT_FOUND", "The requested URL was not found on this server."},
    {"request_timeout", 408, "DEADLINE_EXCEEDED", "Deadline expired before operation could complete."},
    {"conflict", 409, "ABORTED", "The operation was aborted."},
    {"request_too_large", 413, "INVALID_ARGUMENT", "Request payload size exceeds the limit: 20971520 bytes."},
    {"unprocessable", 422, "INVALID_ARGUMENT", "The request cannot be processed."},
    {"rate_limit_exceeded", 429, "RESOURCE_EXHAUSTED",
     "You exceeded your current quota, please check your plan and billing details."},
    {"insufficient_quota", 429, "RESOURCE_EXHAUSTED",
     "You exceeded your current quota, please check your plan and billing details."},
    {"overloaded", 503, "UNAVAILABLE", "The model is overloaded. Please try again later."},
    {"overloaded_error", 503, "UNAVAILABLE", "The model is overloaded. Please try again later."},
    {"server_error", 500, "INTERNAL",
     "An internal error has occurred. Please retry or report in "
     "https://developers.generativeai.google/guide/troubleshooting"},
};

std::string FieldViolation(std::string_view field, std::string_view message) {
  return fmt::format(R"(,"details":[{{"@type":"type.googleapis.com/google.rpc.BadRequest","fieldViolations":)"
                     R"([{{"field":{},"description":{}}}]}}])",
                     Quoted(field), Quoted(message));
}

// What tells one error of a status from another.
std::string DetailsOf(const NativeError& error) {
  if (error.name == "invalid_api_key") {
    return R"(,"details":[{"@type":"type.googleapis.com/google.rpc.ErrorInfo","reason":"API_KEY_INVALID",)"
           R"("domain":"googleapis.com","metadata":{"service":"generativelanguage.googleapis.com"}}])";
  }
  if (error.status != 429) return {};
  const bool day = error.name == "insufficient_quota";
  return fmt::format(R"(,"details":[{{"@type":"type.googleapis.com/google.rpc.QuotaFailure","violations":)"
                     R"([{{"quotaMetric":"generativelanguage.googleapis.com/generate_content_requests",)"
                     R"("quotaId":"GenerateRequestsPer{}PerProjectPerModel","quotaValue":"3"}}]}},)"
                     R"({{"@type":"type.googleapis.com/google.rpc.RetryInfo","retryDelay":"7s"}}])",
                     day ? "Day" : "Minute");
}

std::string ErrorJson(const NativeError& error, std::string_view message, std::string_view where) {
  const std::string_view text = message.empty() ? error.message : message;
  return fmt::format(R"({{"error":{{"code":{},"message":{},"status":"{}"{}}}}})", error.status, Quoted(text),
                     error.type, where.empty() ? DetailsOf(error) : FieldViolation(where, text));
}

}  // namespace

std::string GeminiDialect::Headers() const {
  return "vary: Origin, X-Origin, Referer\r\nserver-timing: gfet4t7; dur=1\r\n";
}

Reply GeminiDialect::Error(const ErrorKind& kind, std::string_view message, std::string_view where) const {
  const NativeError& error = FindNative(kErrors, kind);
  return {.status = error.status, .body = ErrorJson(error, message, where), .headers = Headers()};
}

EventStream::ErrorEvent GeminiDialect::StreamError(const ErrorKind& kind) const {
  return {{}, ErrorJson(FindNative(kErrors, kind), {}, {})};
}

const Dialect& Gemini() {
  static const GeminiDialect kDialect;
  return kDialect;
}

}  // namespace signalbox::fake_provider::gemini
