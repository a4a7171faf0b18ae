#include "common/dialect/openai_embeddings/request.h"

#include <limits>

#include <fmt/format.h>

#include "common/dialect/extra_fields.h"
#include "common/dialect/field_error.h"
#include "common/dialect/openai_chat/body_edits.h"
#include "common/dialect/openai_chat/request_facts.h"
#include "common/dialect/openai_embeddings/input_view.h"
#include "common/dialect/splice.h"
#include "common/json/writer.h"
#include "common/status/macros.h"

namespace signalbox::dialect::openai_embeddings {
namespace {

absl::Status TakeDimensions(json::Value value, llm::v1::EmbedRequest& into) {
  const auto number = value.Int();
  if (!number || *number < 1 || *number > std::numeric_limits<std::int32_t>::max()) {
    return BadField("dimensions", "expected a positive integer");
  }
  into.set_dimensions(static_cast<std::int32_t>(*number));
  return absl::OkStatus();
}

absl::Status TakeFormat(json::Value value, llm::v1::EmbedRequest& into) {
  into.set_base64(value.Is("base64"));
  if (into.base64() || value.Is("float")) return absl::OkStatus();
  return BadField("encoding_format", "expected \"float\" or \"base64\"");
}

absl::Status TakeUser(json::Value value, llm::v1::EmbedRequest& into) {
  if (!value.IsString()) return BadField("user", "expected a string");
  into.set_user(value.Text());
  return absl::OkStatus();
}

void WriteInput(const llm::v1::EmbedRequest::Input& input, json::Writer& writer) {
  if (input.has_text()) {
    writer.String(input.text());
    return;
  }
  writer.BeginArray();
  for (const std::int32_t id : input.tokens().ids()) writer.Int(id);
  writer.EndArray();
}

void WriteInputs(const llm::v1::EmbedRequest& request, json::Writer& writer) {
  if (request.inputs_size() == 1) return WriteInput(request.inputs(0), writer);
  writer.BeginArray();
  for (const auto& input : request.inputs()) WriteInput(input, writer);
  writer.EndArray();
}

}  // namespace

absl::StatusOr<RequestFacts> ScanEmbedRequest(std::string_view body) {
  InputView view;
  RETURN_IF_ERROR(view.Read(body));
  return openai_chat::FactsOf(view.body());
}

absl::StatusOr<std::string> EditEmbedRequest(std::string_view body, std::string_view model) {
  InputView view;
  RETURN_IF_ERROR(view.Read(body));
  Splice splice(body);
  openai_chat::RemoveOurFields(view.root(), splice);
  openai_chat::SetModel(view.body(), model, splice);
  return splice.Apply();
}

bool WantsBase64(std::string_view body) {
  json::Document document;
  if (!document.Read(body).ok() || !document.root().IsObject()) return false;
  const auto format = document.root().Find("encoding_format");
  return format && format->Is("base64");
}

absl::StatusOr<llm::v1::EmbedRequest> DecodeEmbedRequest(std::string_view body) {
  InputView view;
  RETURN_IF_ERROR(view.Read(body));
  llm::v1::EmbedRequest request;
  request.set_model(view.body().model().Text());
  view.AddInputsTo(request);
  ExtraFields extra;
  for (const auto [key, value] : view.root().members()) {
    if (value.IsNull() || key.Is("model") || key.Is("input") || openai_chat::IsOurs(key)) continue;
    if (key.Is("dimensions")) {
      RETURN_IF_ERROR(TakeDimensions(value, request));
    } else if (key.Is("encoding_format")) {
      RETURN_IF_ERROR(TakeFormat(value, request));
    } else if (key.Is("user")) {
      RETURN_IF_ERROR(TakeUser(value, request));
    } else {
      extra.Keep(key, value);
    }
  }
  request.set_extra_json(extra.Take());
  return request;
}

std::string EncodeEmbedRequest(const llm::v1::EmbedRequest& request, std::string_view model) {
  json::Writer writer;
  ObjectWriter object(writer, request.extra_json());
  if (object.Wants("model")) writer.String(model);
  if (object.Wants("input")) WriteInputs(request, writer);
  if (request.has_dimensions() && object.Wants("dimensions")) writer.Int(request.dimensions());
  if (request.base64() && object.Wants("encoding_format")) writer.String("base64");
  if (!request.user().empty() && object.Wants("user")) writer.String(request.user());
  object.Finish();
  return writer.Take();
}

}  // namespace signalbox::dialect::openai_embeddings
