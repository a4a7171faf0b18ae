#include "common/dialect/openai_chat/error.h"

#include <array>
#include <string_view>
#include <utility>

#include "common/json/document.h"
#include "common/json/writer.h"

namespace signalbox::dialect::openai_chat {
namespace {

void WriteOptional(json::Writer& writer, std::string_view name, const std::optional<std::string>& text) {
  writer.Key(name);
  text ? writer.String(*text) : writer.Null();
}

constexpr std::string_view kFallbackType = "api_error";
constexpr std::array<std::pair<int, std::string_view>, 11> kTypes = {{{400, "invalid_request_error"},
                                                                      {401, "authentication_error"},
                                                                      {402, "insufficient_quota"},
                                                                      {403, "permission_error"},
                                                                      {404, "not_found_error"},
                                                                      {409, "conflict_error"},
                                                                      {413, "request_too_large"},
                                                                      {422, "invalid_request_error"},
                                                                      {429, "rate_limit_error"},
                                                                      {503, "overloaded_error"},
                                                                      {504, "timeout_error"}}};

std::optional<std::string> TextOf(json::Value object, std::string_view name) {
  const auto value = object.Find(name);
  if (value && value->IsString()) return value->Text();
  if (value && value->IsNumber()) return std::string(value->raw());
  return std::nullopt;
}

ErrorBody FromObject(json::Value error) {
  return {.message = TextOf(error, "message").value_or(""),
          .type = TextOf(error, "type").value_or("api_error"),
          .code = TextOf(error, "code"),
          .param = TextOf(error, "param")};
}

// One provider puts its error into a list.
json::Value OnlyElement(json::Value root) {
  return root.IsArray() && !root.Empty() ? *root.elements().begin() : root;
}

}  // namespace

std::string EncodeError(const ErrorBody& error) {
  json::Writer writer;
  writer.BeginObject().Key("error").BeginObject();
  writer.Key("message").String(error.message).Key("type").String(error.type);
  WriteOptional(writer, "param", error.param);
  WriteOptional(writer, "code", error.code);
  writer.EndObject().EndObject();
  return writer.Take();
}

ErrorBody WithType(ErrorBody error, int http_status) {
  if (!error.type.empty()) return error;
  error.type = kFallbackType;
  for (const auto& [status, type] : kTypes) {
    if (status == http_status) error.type = type;
  }
  return error;
}

std::optional<ErrorBody> DecodeError(std::string_view body) {
  json::Document document;
  if (!document.Read(body).ok()) return std::nullopt;
  const json::Value root = OnlyElement(document.root());
  if (!root.IsObject()) return std::nullopt;
  const auto error = root.Find("error");
  if (error && error->IsObject()) return FromObject(*error);
  if (error && error->IsString()) return ErrorBody{.message = error->Text(), .type = "api_error"};
  const auto message = root.Find("message");
  if (message && message->IsString()) return FromObject(root);
  if (const auto detail = TextOf(root, "detail")) return ErrorBody{.message = *detail, .type = "api_error"};
  return std::nullopt;
}

std::string EncodeStreamError(const ErrorBody& error) {
  return "data: " + EncodeError(error) + "\n\n";
}

}  // namespace signalbox::dialect::openai_chat
