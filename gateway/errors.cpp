#include "gateway/errors.h"

#include <algorithm>
#include <charconv>
#include <string_view>

#include "common/dialect/codec.h"
#include "common/status/error.h"

namespace signalbox::gateway {
namespace {

using Code = absl::StatusCode;

/// How a failure looks to callers.
struct Row {
  Code code;
  std::string_view reason;  ///< Empty: any reason without a row of its own.
  int http_status;
  std::string_view type;
  std::string_view openai_code;  ///< Empty: the reason in lower case, if there is one.
  bool retry_helps = true;       ///< openai clients retry 408, 409, 429 and 5xx unless told otherwise.
};

// First match wins: rows with a reason stand before the row of their code.
constexpr Row kTable[] = {
    {Code::kOutOfRange, "BODY_TOO_LARGE", 413, "request_too_large", "request_too_large"},
    {Code::kInvalidArgument, "", 400, "invalid_request_error", ""},
    {Code::kOutOfRange, "", 400, "invalid_request_error", ""},
    {Code::kUnauthenticated, "", 401, "authentication_error", "invalid_api_key"},
    {Code::kResourceExhausted, "BUDGET_EXCEEDED", 402, "insufficient_quota", "insufficient_quota"},
    {Code::kPermissionDenied, "", 403, "permission_error", ""},
    {Code::kNotFound, "", 404, "invalid_request_error", ""},
    {Code::kAlreadyExists, "", 409, "conflict_error", "", false},
    {Code::kFailedPrecondition, "", 409, "conflict_error", "", false},
    {Code::kAborted, "", 409, "conflict_error", ""},
    {Code::kResourceExhausted, "RATE_LIMITED", 429, "rate_limit_error", "rate_limit_exceeded"},
    {Code::kCancelled, "", 499, "api_error", "cancelled"},
    {Code::kUnimplemented, "", 501, "api_error", "not_implemented", false},
    {Code::kUnavailable, "", 503, "overloaded_error", ""},
    {Code::kResourceExhausted, "", 503, "overloaded_error", ""},
    {Code::kDeadlineExceeded, "", 504, "timeout_error", "timeout"},
};
constexpr Row kOurs = {Code::kInternal, "", 500, "api_error", "internal_error"};

const Row& RowFor(Code code, std::string_view reason) {
  for (const Row& row : kTable) {
    if (row.code == code && (row.reason.empty() || row.reason == reason)) return row;
  }
  return kOurs;
}

std::string Lower(std::string text) {
  std::transform(text.begin(), text.end(), text.begin(), [](unsigned char c) { return std::tolower(c); });
  return text;
}

// Without a reason these come from the transport, whose texts name addresses and files of ours.
bool IsTransportText(Code code, std::string_view reason) {
  return reason.empty() &&
         (code == Code::kUnavailable || code == Code::kResourceExhausted || code == Code::kDeadlineExceeded ||
          code == Code::kCancelled || code == Code::kUnimplemented);
}

std::string MessageFor(const absl::Status& status, const Row& row, std::string_view reason) {
  if (&row == &kOurs) return "something went wrong on our side";
  if (!IsTransportText(status.code(), reason)) return MessageOf(status);
  if (status.code() == Code::kDeadlineExceeded) return "the request took too long";
  if (status.code() == Code::kCancelled) return "the request was cancelled";
  if (status.code() == Code::kUnimplemented) return "this is not available here";
  return "the service is temporarily unavailable; please try again";
}

std::string RetryAfterSeconds(const ErrorMetadata& metadata) {
  const auto it = metadata.find("retry_after_ms");
  if (it == metadata.end()) return {};
  long long milliseconds = 0;
  const auto [end, error] = std::from_chars(it->second.data(), it->second.data() + it->second.size(), milliseconds);
  if (error != std::errc() || milliseconds < 0) return {};
  return std::to_string(std::max(1LL, (milliseconds + 999) / 1000));
}

dialect::ErrorBody BodyFor(const absl::Status& status, const Row& row, const std::string& reason,
                           const ErrorMetadata& metadata) {
  dialect::ErrorBody body;
  body.message = MessageFor(status, row, reason);
  body.type = std::string(row.type);
  if (!row.openai_code.empty()) {
    body.code = std::string(row.openai_code);
  } else if (!reason.empty()) {
    body.code = Lower(reason);
  }
  if (const auto field = metadata.find("field"); field != metadata.end()) body.param = field->second;
  return body;
}

const dialect::Codec& CodecFor(llm::v1::Dialect dialect) {
  const dialect::Codec* codec = dialect::CodecOf(dialect);
  return codec ? *codec : *dialect::CodecOf(llm::v1::OPENAI_CHAT);
}

}  // namespace

ErrorAnswer RenderError(const absl::Status& status, llm::v1::Dialect dialect, std::string_view request_id) {
  const std::string reason = ReasonOf(status);
  const Row& row = RowFor(status.code(), reason);
  const ErrorMetadata metadata = MetadataOf(status);
  ErrorAnswer answer;
  answer.http_status = row.http_status;
  answer.headers.emplace_back("content-type", "application/json");
  if (std::string seconds = RetryAfterSeconds(metadata); !seconds.empty()) {
    answer.headers.emplace_back("retry-after", std::move(seconds));
  }
  if (!row.retry_helps) answer.headers.emplace_back("x-should-retry", "false");
  answer.body = CodecFor(dialect).EncodeError(BodyFor(status, row, reason, metadata), row.http_status, request_id);
  return answer;
}

std::string RenderStreamError(const absl::Status& status, llm::v1::Dialect dialect) {
  const std::string reason = ReasonOf(status);
  const Row& row = RowFor(status.code(), reason);
  return CodecFor(dialect).EncodeStreamError(BodyFor(status, row, reason, MetadataOf(status)), row.http_status);
}

std::string Describe(const absl::Status& status) {
  const std::string reason = ReasonOf(status);
  return absl::StatusCodeToString(status.code()) + (reason.empty() ? "" : " " + reason) + ": " + MessageOf(status);
}

llm::v1::Dialect DialectOfPath(std::string_view path) {
  while (path.starts_with("//")) path.remove_prefix(1);
  if (path.starts_with("/api/")) path.remove_prefix(4);
  if (path.starts_with("/v1beta/")) return llm::v1::GEMINI;
  const bool anthropic =
      path.starts_with("/v1/messages") || path.starts_with("/v2/messages") || path.starts_with("/messages");
  return anthropic ? llm::v1::ANTHROPIC_MESSAGES : llm::v1::OPENAI_CHAT;
}

std::pair<http::Headers, std::string> RenderHttpError(const http::Refused& refused) {
  const int status = refused.status;
  dialect::ErrorBody body;
  body.message = std::string(refused.message);
  body.type = status == 413 ? "request_too_large" : status >= 500 ? "api_error" : "invalid_request_error";
  if (status == 404) body.code = "not_found";
  if (status == 405) body.code = "method_not_allowed";
  if (status == 408) body.type = "timeout_error";
  if (status == 413) body.code = "request_too_large";
  const llm::v1::Dialect dialect = DialectOfPath(refused.path);
  http::Headers headers{{"content-type", "application/json"}};
  if (dialect == llm::v1::ANTHROPIC_MESSAGES) headers.emplace_back("request-id", refused.request_id);
  return {std::move(headers), CodecFor(dialect).EncodeError(body, status, refused.request_id)};
}

}  // namespace signalbox::gateway
