#include <optional>
#include <string_view>
#include <utility>

#include "common/dialect/field_error.h"
#include "common/dialect/multipart.h"
#include "common/dialect/request_facts.h"
#include "common/dialect/request_outline.h"
#include "common/json/document.h"
#include "common/json/utf8.h"
#include "common/status/error.h"
#include "common/status/macros.h"
#include "gateway/inference/asked/asked.h"

namespace signalbox::gateway {
namespace {

using dialect::BadField;

absl::StatusOr<std::string> TextField(json::Value root, std::string_view name) {
  const auto value = root.Find(name);
  if (!value || value->IsNull()) return std::string();
  if (!value->IsString()) return BadField(name, "expected a string");
  return value->Text();
}

absl::StatusOr<Asked> ReadJson(std::string_view body) {
  json::Document document;
  RETURN_IF_ERROR(dialect::ReadRequestObject(body, document));
  const json::Value root = document.root();
  Asked asked;
  ASSIGN_OR_RETURN(asked.model, TextField(root, "model"));
  ASSIGN_OR_RETURN(const std::string user, TextField(root, "user"));
  asked.user = json::PrefixOf(user, dialect::kMaxUserBytes);
  const auto stream = root.Find("stream");
  asked.stream = stream && stream->Bool().value_or(false);
  return asked;
}

absl::StatusOr<std::string> FormText(std::string_view body, std::string_view boundary, std::string_view name) {
  ASSIGN_OR_RETURN(const auto field, dialect::FindFormField(body, boundary, name));
  if (!field) return std::string();
  const std::string_view text = body.substr(field->begin, field->end - field->begin);
  if (!json::IsUtf8(text)) return BadField(name, "not UTF-8");
  return std::string(text.substr(0, 4 * dialect::kMaxModelCharacters + 1));
}

absl::StatusOr<Asked> ReadForm(std::string_view body, std::string_view boundary) {
  Asked asked;
  ASSIGN_OR_RETURN(asked.model, FormText(body, boundary, "model"));
  ASSIGN_OR_RETURN(const std::string user, FormText(body, boundary, "user"));
  asked.user = json::PrefixOf(user, dialect::kMaxUserBytes);
  const absl::StatusOr<std::string> stream = FormText(body, boundary, "stream");
  RETURN_IF_ERROR(stream.status());
  asked.stream = *stream == "true";
  return asked;
}

// Written anew, so that the provider sees the boundary that was read here.
std::string FormType(const std::string& boundary) {
  std::string type = "multipart/form-data; boundary=\"";
  type += boundary;
  type += '"';
  return type;
}

absl::StatusOr<Question> Read(const http::Request& http, const std::string& path, const std::string& default_model) {
  const std::string_view content_type = http.Header("content-type");
  const std::optional<std::string> boundary = dialect::BoundaryOf(content_type);
  Question question;
  ASSIGN_OR_RETURN(question.asked, boundary ? ReadForm(http.body, *boundary) : ReadJson(http.body));
  Asked& asked = question.asked;
  asked.operation = llm::v1::FORWARD;
  if (asked.model.empty()) asked.model = default_model;
  if (asked.model.empty()) return BadField("model", "required");
  if (asked.model.size() > dialect::kMaxModelCharacters) return BadField("model", "too long");
  question.request.set_dialect(llm::v1::OPENAI_CHAT);
  question.request.mutable_forward()->set_path(path);
  question.request.mutable_forward()->set_content_type(boundary ? FormType(*boundary) : "application/json");
  return question;
}

}  // namespace

ReadQuestion AsksForForwarding(std::string path, std::string default_model) {
  return [path = std::move(path), default_model = std::move(default_model)](Call& call) {
    return Read(call.Request(), path, default_model);
  };
}

}  // namespace signalbox::gateway
