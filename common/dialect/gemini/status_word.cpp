#include "common/dialect/gemini/status_word.h"

#include <array>

namespace signalbox::dialect::gemini {
namespace {

struct Row {
  std::string_view word;
  int http_status;  // google.rpc.Code's.
  std::string_view type;
};
// Of two with one HTTP status, the first is the one written for it.
constexpr std::array<Row, 16> kRows = {{{"INVALID_ARGUMENT", 400, "invalid_request_error"},
                                        {"FAILED_PRECONDITION", 400, "invalid_request_error"},
                                        {"OUT_OF_RANGE", 400, "invalid_request_error"},
                                        {"UNAUTHENTICATED", 401, "authentication_error"},
                                        {"PERMISSION_DENIED", 403, "permission_error"},
                                        {"NOT_FOUND", 404, "not_found_error"},
                                        {"ABORTED", 409, "conflict_error"},
                                        {"ALREADY_EXISTS", 409, "conflict_error"},
                                        {"RESOURCE_EXHAUSTED", 429, "rate_limit_error"},
                                        {"CANCELLED", 499, "api_error"},
                                        {"INTERNAL", 500, "api_error"},
                                        {"UNKNOWN", 500, "api_error"},
                                        {"DATA_LOSS", 500, "api_error"},
                                        {"UNIMPLEMENTED", 501, "invalid_request_error"},
                                        {"UNAVAILABLE", 503, "overloaded_error"},
                                        {"DEADLINE_EXCEEDED", 504, "timeout_error"}}};

}  // namespace

std::string TypeOf(std::string_view status, int http_status) {
  for (const Row& row : kRows) {
    if (row.word == status) return std::string(row.type);
  }
  for (const Row& row : kRows) {
    if (row.http_status == http_status) return std::string(row.type);
  }
  if (http_status == 413) return "request_too_large";
  return http_status >= 400 && http_status < 500 ? "invalid_request_error" : "api_error";
}

std::string_view StatusWordOf(const ErrorBody& error, int http_status) {
  for (const Row& row : kRows) {
    if (error.code && row.word == *error.code && row.http_status == http_status) return row.word;
  }
  for (const Row& row : kRows) {
    if (row.http_status == http_status) return row.word;
  }
  for (const Row& row : kRows) {
    if (error.code && row.word == *error.code) return row.word;
  }
  if (http_status == 402) return "RESOURCE_EXHAUSTED";
  if (http_status == 502 || http_status == 529) return "UNAVAILABLE";
  return http_status >= 400 && http_status < 500 ? "INVALID_ARGUMENT" : "INTERNAL";
}

int HttpStatusOf(const ErrorBody& error, int fallback) {
  if (error.type == "api_error") return fallback;
  for (const Row& row : kRows) {
    if (row.type == error.type) return row.http_status;
  }
  return error.type == "insufficient_quota" ? 429 : fallback;
}

}  // namespace signalbox::dialect::gemini
