#include "tests/support/fake_provider/errors.h"

#include <algorithm>
#include <iterator>

#include <fmt/format.h>

namespace signalbox::fake_provider {
namespace {

// The first entry of a status is its usual error.
constexpr ErrorKind kErrors[] = {
    {"bad_request", 400, "invalid_request_error", "", "", "Invalid request."},
    {"context_length_exceeded", 400, "invalid_request_error", "context_length_exceeded", "messages",
     "This model's maximum context length is 8192 tokens. However, your messages resulted in 9001 tokens. Please "
     "reduce the length of the messages."},
    {"content_policy_violation", 400, "invalid_request_error", "content_policy_violation", "",
     "Your request was rejected as a result of our safety system."},
    {"invalid_api_key", 401, "invalid_request_error", "invalid_api_key", "",
     "Incorrect API key provided: sk-bad***. You can find your API key at "
     "https://platform.openai.com/account/api-keys."},
    {"unauthenticated", 401, "invalid_request_error", "", "",
     "You didn't provide an API key. You need to provide your API key in an Authorization header using Bearer auth."},
    {"forbidden", 403, "request_forbidden", "unsupported_country_region_territory", "",
     "Country, region, or territory not supported"},
    {"model_not_found", 404, "invalid_request_error", "model_not_found", "",
     "The model does not exist or you do not have access to it."},
    {"unknown_url", 404, "invalid_request_error", "unknown_url", "", "Invalid URL"},
    {"request_timeout", 408, "timeout", "", "", "The request timed out."},
    {"conflict", 409, "invalid_request_error", "conflict", "", "The resource is in use."},
    {"request_too_large", 413, "invalid_request_error", "request_too_large", "", "The request is too large."},
    {"unprocessable", 422, "invalid_request_error", "", "", "The request cannot be processed."},
    {"rate_limit_exceeded", 429, "requests", "rate_limit_exceeded", "",
     "Rate limit reached for requests per min (RPM): Limit 3, Used 3, Requested 1. Please try again in 7s."},
    {"insufficient_quota", 429, "insufficient_quota", "insufficient_quota", "",
     "You exceeded your current quota, please check your plan and billing details."},
    {"server_error", 500, "server_error", "", "",
     "The server had an error while processing your request. Sorry about that!"},
    {"bad_gateway", 502, "", "", "", "Bad Gateway"},
    {"overloaded", 503, "server_error", "", "", "The engine is currently overloaded, please try again later"},
    {"gateway_timeout", 504, "", "", "", "Gateway Time-out"},
    {"overloaded_error", 529, "overloaded_error", "", "", "Overloaded"},
};

template <typename Predicate>
const ErrorKind* Find(Predicate predicate) {
  const auto* found = std::find_if(std::begin(kErrors), std::end(kErrors), predicate);
  return found == std::end(kErrors) ? nullptr : found;
}

}  // namespace

const ErrorKind* FindError(std::string_view name) {
  return Find([&](const ErrorKind& error) { return error.name == name; });
}

const ErrorKind* ErrorOfStatus(int status) {
  return Find([&](const ErrorKind& error) { return error.status == status; });
}

bool IsHtml(const ErrorKind& error) {
  return error.type.empty();
}

std::string HtmlBody(const ErrorKind& error) {
  return fmt::format("<html><head><title>{0} {1}</title></head><body><center><h1>{0} {1}</h1></center></body></html>\n",
                     error.status, error.message);
}

const NativeError& FindNative(std::span<const NativeError> errors, const ErrorKind& kind) {
  const auto named = std::find_if(errors.begin(), errors.end(), [&](const auto& e) { return e.name == kind.name; });
  if (named != errors.end()) return *named;
  const auto same = std::find_if(errors.begin(), errors.end(), [&](const auto& e) { return e.status == kind.status; });
  return same != errors.end() ? *same : errors.back();
}

std::string_view ReasonPhrase(int status) {
  switch (status) {
    case 200:
      return "OK";
    case 400:
      return "Bad Request";
    case 401:
      return "Unauthorized";
    case 403:
      return "Forbidden";
    case 404:
      return "Not Found";
    case 405:
      return "Method Not Allowed";
    case 408:
      return "Request Timeout";
    case 409:
      return "Conflict";
    case 413:
      return "Payload Too Large";
    case 422:
      return "Unprocessable Entity";
    case 429:
      return "Too Many Requests";
    case 500:
      return "Internal Server Error";
    case 502:
      return "Bad Gateway";
    case 503:
      return "Service Unavailable";
    case 504:
      return "Gateway Timeout";
    case 402:
      return "Payment Required";
    case 424:
      return "Failed Dependency";
    default:
      return "Status";
  }
}

}  // namespace signalbox::fake_provider
