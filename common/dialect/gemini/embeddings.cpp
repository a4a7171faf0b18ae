#include "common/dialect/gemini/embeddings.h"

#include <optional>

#include "common/dialect/field_error.h"
#include "common/dialect/gemini/names.h"
#include "common/dialect/gemini/usage.h"
#include "common/json/document.h"
#include "common/json/writer.h"
#include "common/status/error.h"
#include "common/status/macros.h"

namespace signalbox::dialect::gemini {
namespace {

using llm::v1::EmbedRequest;
using llm::v1::EmbedResponse;

absl::Status Unusable(std::string_view what) {
  return Error(absl::StatusCode::kInvalidArgument, "", what);
}

void WriteInput(const std::string& text, const EmbedRequest& request, std::string_view model, json::Writer& writer) {
  writer.BeginObject().Key("model").String(model);
  writer.Key("content").BeginObject().Key("parts").BeginArray();
  writer.BeginObject().Key("text").String(text).EndObject();
  writer.EndArray().EndObject();
  if (request.has_dimensions()) writer.Key("outputDimensionality").Int(request.dimensions());
  writer.EndObject();
}

absl::Status ReadVector(json::Value embedding, EmbedResponse& into) {
  const auto values = FindField(embedding, "values");
  if (!values || !values->IsArray()) return Unusable("the answer has an embedding without values");
  EmbedResponse::Vector& vector = *into.add_vectors();
  for (const json::Value value : values->elements()) {
    const auto number = NumberOf(value);
    if (!number) return Unusable("the answer has an embedding with something that is no number");
    vector.add_values(static_cast<float>(*number));
  }
  return absl::OkStatus();
}

}  // namespace

absl::StatusOr<std::string> EncodeEmbedRequest(const EmbedRequest& request, std::string_view model, Losses& losses) {
  if (request.inputs_size() == 0) return BadField("input", "must not be empty");
  if (!request.user().empty()) losses.Add("user");
  losses.AddExtra("", request.extra_json());
  const std::string resource = ResourceOf(model);
  json::Writer writer;
  writer.BeginObject().Key("requests").BeginArray();
  for (const EmbedRequest::Input& input : request.inputs()) {
    if (input.has_tokens()) return BadField("input", "this model takes texts, not tokens");
    WriteInput(input.text(), request, resource, writer);
  }
  writer.EndArray().EndObject();
  return writer.Take();
}

absl::StatusOr<EmbedResponse> DecodeEmbedResponse(std::string_view body, std::size_t inputs) {
  json::Document document;
  RETURN_IF_ERROR(document.Read(body));
  const json::Value root = document.root();
  EmbedResponse response;
  const auto list = FindField(root, "embeddings");
  if (list && list->IsArray()) {
    for (const json::Value embedding : list->elements()) RETURN_IF_ERROR(ReadVector(embedding, response));
  } else if (const auto one = FindField(root, "embedding")) {
    RETURN_IF_ERROR(ReadVector(*one, response));
  }
  if (static_cast<std::size_t>(response.vectors_size()) != inputs) {
    return Unusable("the answer has another number of embeddings than was asked for");
  }
  const auto metadata = FindField(root, "usageMetadata");
  if (const auto usage = metadata ? ReadUsage(*metadata) : std::nullopt) *response.mutable_usage() = *usage;
  return response;
}

}  // namespace signalbox::dialect::gemini
