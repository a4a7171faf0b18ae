#include "common/dialect/gemini/error.h"

#include <algorithm>
#include <array>
#include <utility>

#include "common/dialect/gemini/names.h"
#include "common/dialect/gemini/retry_delay.h"
#include "common/dialect/gemini/status_word.h"
#include "common/json/document.h"
#include "common/json/writer.h"

namespace signalbox::dialect::gemini {
namespace {

constexpr std::string_view kErrorInfo = "type.googleapis.com/google.rpc.ErrorInfo";
constexpr std::string_view kBadRequest = "type.googleapis.com/google.rpc.BadRequest";
constexpr std::string_view kRetryInfo = "type.googleapis.com/google.rpc.RetryInfo";
constexpr std::string_view kRequestInfo = "type.googleapis.com/google.rpc.RequestInfo";

std::string TextField(json::Value object, std::string_view name) {
  const auto value = FindField(object, name);
  return value && value->IsString() ? value->Text() : std::string();
}

std::string FirstViolation(json::Value detail) {
  const auto violations = FindField(detail, "fieldViolations");
  if (!violations || !violations->IsArray() || violations->Empty()) return {};
  return TextField(*violations->elements().begin(), "field");
}

void ReadDetail(json::Value detail, ErrorBody& into) {
  const std::string type = TextField(detail, "@type");
  if (type == kErrorInfo) {
    const std::string reason = TextField(detail, "reason");
    if (!reason.empty()) into.code = reason;
    if (reason == "API_KEY_INVALID") into.type = "authentication_error";  // Which comes as INVALID_ARGUMENT.
  } else if (type == kBadRequest) {
    std::string field = FirstViolation(detail);
    if (!field.empty()) into.param = std::move(field);
  } else if (type == kRetryInfo) {
    into.retry_after = ParseRetryDelay(TextField(detail, "retryDelay"));
  }
}

ErrorBody FromObject(json::Value error) {
  ErrorBody body{.message = TextField(error, "message")};
  const std::string status = TextField(error, "status");
  const auto number = FindField(error, "code");
  const auto http_status = number ? IntOf(*number) : std::nullopt;
  body.type = TypeOf(status, http_status.value_or(0));
  if (!status.empty()) body.code = status;
  const auto details = FindField(error, "details");
  if (!details || !details->IsArray()) return body;
  for (const json::Value detail : details->elements()) ReadDetail(detail, body);
  return body;
}

json::Writer& BeginDetail(std::string_view type, json::Writer& writer) {
  return writer.BeginObject().Key("@type").String(type);
}

void WriteDetails(const ErrorBody& error, std::string_view status, std::string_view request_id, json::Writer& writer) {
  const bool has_code = error.code && !error.code->empty() && *error.code != status;
  if (!has_code && !error.param && !error.retry_after && request_id.empty()) return;
  writer.Key("details").BeginArray();
  if (has_code) BeginDetail(kErrorInfo, writer).Key("reason").String(*error.code).EndObject();
  if (error.param) {
    BeginDetail(kBadRequest, writer).Key("fieldViolations").BeginArray().BeginObject();
    writer.Key("field").String(*error.param).Key("description").String(error.message);
    writer.EndObject().EndArray().EndObject();
  }
  if (error.retry_after) {
    BeginDetail(kRetryInfo, writer).Key("retryDelay").String(FormatRetryDelay(*error.retry_after)).EndObject();
  }
  if (!request_id.empty()) BeginDetail(kRequestInfo, writer).Key("requestId").String(request_id).EndObject();
  writer.EndArray();
}

}  // namespace

std::optional<ErrorBody> DecodeError(std::string_view body) {
  json::Document document;
  return document.Read(body).ok() ? ErrorIn(document.root()) : std::nullopt;
}

std::optional<ErrorBody> ErrorIn(json::Value root) {
  if (root.IsArray()) {
    if (root.Empty()) return std::nullopt;
    root = *root.elements().begin();
  }
  const auto error = FindField(root, "error");
  if (error && error->IsObject()) return FromObject(*error);
  if (error && error->IsString()) return ErrorBody{.message = error->Text(), .type = "api_error"};
  return std::nullopt;
}

std::string EncodeError(const ErrorBody& error, int http_status, std::string_view request_id) {
  const std::string_view status = StatusWordOf(error, http_status);
  json::Writer writer;
  writer.BeginObject().Key("error").BeginObject();
  writer.Key("code").Int(http_status).Key("message").String(error.message).Key("status").String(status);
  WriteDetails(error, status, request_id, writer);
  writer.EndObject().EndObject();
  return writer.Take();
}

}  // namespace signalbox::dialect::gemini
