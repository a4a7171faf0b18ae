#include "common/dialect/anthropic_messages/error.h"

#include <algorithm>
#include <array>
#include <utility>

#include "common/dialect/anthropic_messages/fields.h"
#include "common/json/writer.h"

namespace signalbox::dialect::anthropic_messages {
namespace {

// The types of the public API.
constexpr std::array<std::string_view, 11> kTypes = {
    "invalid_request_error", "authentication_error", "billing_error",    "permission_error",
    "not_found_error",       "conflict_error",       "rate_limit_error", "request_too_large",
    "timeout_error",         "overloaded_error",     "api_error"};

// Words of providers, and ours for the same.
constexpr std::array<std::pair<std::string_view, std::string_view>, 10> kOurWords = {
    {{"billing_error", "insufficient_quota"},
     {"INVALID_ARGUMENT", "invalid_request_error"},
     {"FAILED_PRECONDITION", "invalid_request_error"},
     {"UNAUTHENTICATED", "authentication_error"},
     {"PERMISSION_DENIED", "permission_error"},
     {"NOT_FOUND", "not_found_error"},
     {"RESOURCE_EXHAUSTED", "rate_limit_error"},
     {"UNAVAILABLE", "overloaded_error"},
     {"DEADLINE_EXCEEDED", "timeout_error"},
     {"INTERNAL", "api_error"}}};

std::string_view TypeOfStatus(int http_status) {
  switch (http_status) {
    case 401:
      return "authentication_error";
    case 402:
      return "billing_error";
    case 403:
      return "permission_error";
    case 404:
      return "not_found_error";
    case 408:
    case 504:
      return "timeout_error";
    case 409:
      return "conflict_error";
    case 413:
      return "request_too_large";
    case 429:
      return "rate_limit_error";
    case 503:
    case 529:
      return "overloaded_error";
    default:
      return http_status >= 400 && http_status < 500 ? "invalid_request_error" : "api_error";
  }
}

// Statuses that mean one type only. The SDKs choose their exception by the status; a body that says another type would
// contradict it.
bool DecidesType(int http_status) {
  constexpr std::array<int, 6> kStatuses = {401, 402, 403, 404, 413, 429};
  return std::find(kStatuses.begin(), kStatuses.end(), http_status) != kStatuses.end();
}

bool IsFaultOfServer(std::string_view type) {
  return type == "api_error" || type == "overloaded_error" || type == "timeout_error";
}

std::string_view TypeOf(const ErrorBody& error, int http_status) {
  const bool known = std::find(kTypes.begin(), kTypes.end(), error.type) != kTypes.end();
  if (!known || DecidesType(http_status)) return TypeOfStatus(http_status);
  if (http_status >= 500 && !IsFaultOfServer(error.type)) return TypeOfStatus(http_status);
  return error.type;
}

std::string OurWord(std::string type) {
  for (const auto& [theirs, ours] : kOurWords) {
    if (theirs == type) return std::string(ours);
  }
  return type.empty() ? "api_error" : type;
}

std::optional<std::string> CodeOf(json::Value error) {
  const auto details = error.Find("details");
  const auto code = details && details->IsObject() ? details->Find("error_code") : error.Find("code");
  if (code && code->IsString() && !code->Is("")) return code->Text();
  if (code && code->IsNumber()) return std::string(code->raw());
  return std::nullopt;
}

std::optional<std::string> ParamOf(json::Value error) {
  std::string param = TextOfField(error, "param");
  if (param.empty()) return std::nullopt;
  return param;
}

ErrorBody FromObject(json::Value error) {
  std::string type = TextOfField(error, "type");
  if (type.empty()) type = TextOfField(error, "status");
  return {.message = TextOfField(error, "message"),
          .type = OurWord(std::move(type)),
          .code = CodeOf(error),
          .param = ParamOf(error)};
}

}  // namespace

std::string EncodeError(const ErrorBody& error, int http_status, std::string_view request_id) {
  json::Writer writer;
  writer.BeginObject().Key("type").String("error").Key("error").BeginObject();
  writer.Key("type").String(TypeOf(error, http_status)).Key("message").String(error.message).EndObject();
  if (!request_id.empty()) writer.Key("request_id").String(request_id);
  writer.EndObject();
  return writer.Take();
}

std::string EncodeStreamError(const ErrorBody& error, int http_status) {
  std::string event = "event: error\ndata: ";
  event += EncodeError(error, http_status, "");
  event += "\n\n";
  return event;
}

std::optional<ErrorBody> DecodeError(std::string_view body) {
  json::Document document;
  if (!document.Read(body).ok()) return std::nullopt;
  json::Value root = document.root();
  // Google puts errors of a stream into a list.
  if (root.IsArray() && !root.Empty()) root = *root.elements().begin();
  return DecodeError(root);
}

std::optional<ErrorBody> DecodeError(json::Value body) {
  if (!body.IsObject()) return std::nullopt;
  const auto error = body.Find("error");
  if (error && error->IsObject()) return FromObject(*error);
  if (error && error->IsString()) return ErrorBody{.message = error->Text(), .type = "api_error"};
  for (const std::string_view name : {"message", "Message", "detail"}) {
    const auto message = body.Find(name);
    if (!message || !message->IsString()) continue;
    ErrorBody result = FromObject(body);
    result.message = message->Text();
    return result;
  }
  return std::nullopt;
}

}  // namespace signalbox::dialect::anthropic_messages
