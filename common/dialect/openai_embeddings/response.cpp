#include "common/dialect/openai_embeddings/response.h"

#include <cstdint>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "common/dialect/field_error.h"
#include "common/dialect/openai_embeddings/vector_text.h"
#include "common/dialect/splice.h"
#include "common/json/document.h"
#include "common/json/writer.h"
#include "common/status/error.h"
#include "common/status/macros.h"

namespace signalbox::dialect::openai_embeddings {
namespace {

// No request comes near it.
constexpr std::int64_t kMaxTokens = 1'000'000'000;

std::optional<llm::v1::Usage> ReadUsage(json::Value root) {
  const auto usage = root.Find("usage");
  const auto prompt = usage && usage->IsObject() ? usage->Find("prompt_tokens") : std::nullopt;
  const auto tokens = prompt ? prompt->Int() : std::nullopt;
  if (!tokens || *tokens <= 0 || *tokens > kMaxTokens) return std::nullopt;
  llm::v1::Usage result;
  result.set_input(*tokens);
  return result;
}

// `data` of an answer that was read into `document`.
absl::StatusOr<json::Value> ReadData(std::string_view body, json::Document& document) {
  RETURN_IF_ERROR(document.Read(body));
  const auto data = document.root().IsObject() ? document.root().Find("data") : std::nullopt;
  if (!data || !data->IsArray()) {
    return Error(absl::StatusCode::kInvalidArgument, "", "the answer holds no embeddings");
  }
  return *data;
}

absl::StatusOr<json::Value> EmbeddingOf(json::Value element, int place) {
  const auto embedding = element.IsObject() ? element.Find("embedding") : std::nullopt;
  if (embedding) return *embedding;
  return BadField(fmt::format("data[{}].embedding", place), "required");
}

absl::StatusOr<std::vector<float>> VectorOf(json::Value embedding, int place) {
  auto values = ReadVector(embedding);
  if (values) return *std::move(values);
  return BadField(fmt::format("data[{}].embedding", place), "expected numbers, or base64 of floats");
}

std::int64_t IndexOf(json::Value element, std::int64_t place) {
  const auto index = element.Find("index");
  return index ? index->Int().value_or(place) : place;
}

int CountElements(json::Value list) {
  int count = 0;
  for ([[maybe_unused]] const json::Value element : list.elements()) ++count;
  return count;
}

}  // namespace

absl::StatusOr<llm::v1::EmbedResponse> DecodeEmbedResponse(std::string_view body) {
  json::Document document;
  ASSIGN_OR_RETURN(const json::Value data, ReadData(body, document));
  llm::v1::EmbedResponse response;
  const int count = CountElements(data);
  for (int i = 0; i < count; ++i) response.add_vectors();
  int place = 0;
  for (const json::Value element : data.elements()) {
    ASSIGN_OR_RETURN(const json::Value embedding, EmbeddingOf(element, place));
    const std::int64_t index = IndexOf(element, place);
    if (index < 0 || index >= count || response.vectors(static_cast<int>(index)).values_size() > 0) {
      return BadField(fmt::format("data[{}].index", place), "out of range, or given twice");
    }
    ASSIGN_OR_RETURN(const std::vector<float> values, VectorOf(embedding, place));
    auto& vector = *response.mutable_vectors(static_cast<int>(index));
    vector.mutable_values()->Add(values.begin(), values.end());
    ++place;
  }
  const auto model = document.root().Find("model");
  if (model && model->IsString()) response.set_model(model->Text());
  if (auto usage = ReadUsage(document.root())) *response.mutable_usage() = *std::move(usage);
  return response;
}

std::string EncodeEmbedResponse(const llm::v1::EmbedResponse& response, std::string_view public_model, bool base64) {
  json::Writer writer;
  writer.BeginObject().Key("object").String("list").Key("data").BeginArray();
  int index = 0;
  for (const auto& vector : response.vectors()) {
    const auto count = static_cast<std::size_t>(vector.values_size());
    writer.BeginObject().Key("object").String("embedding").Key("index").Int(index++).Key("embedding");
    base64 ? void(writer.String(ToBase64(vector.values().data(), count)))
           : WriteNumbers(vector.values().data(), count, writer);
    writer.EndObject();
  }
  const llm::v1::Usage& usage = response.usage();
  const std::int64_t tokens = usage.input() + usage.input_cached() + usage.input_cache_write();
  writer.EndArray().Key("model").String(public_model).Key("usage").BeginObject();
  writer.Key("prompt_tokens").Int(tokens).Key("total_tokens").Int(tokens).EndObject().EndObject();
  return writer.Take();
}

absl::StatusOr<MirroredEmbeddings> MirrorEmbedResponse(std::string_view body, std::string_view public_model,
                                                       bool want_base64) {
  json::Document document;
  ASSIGN_OR_RETURN(const json::Value data, ReadData(body, document));
  Splice splice(body);
  if (const auto model = document.root().Find("model")) {
    std::string quoted;
    json::AppendString(quoted, public_model);
    splice.Replace(*model, std::move(quoted));
  }
  int place = 0;
  for (const json::Value element : data.elements()) {
    ASSIGN_OR_RETURN(const json::Value embedding, EmbeddingOf(element, place));
    if (want_base64 && !embedding.IsString()) {
      ASSIGN_OR_RETURN(const std::vector<float> values, VectorOf(embedding, place));
      std::string quoted = "\"";
      quoted += ToBase64(values.data(), values.size());
      quoted += '"';
      splice.Replace(embedding, std::move(quoted));
    }
    ++place;
  }
  return MirroredEmbeddings{splice.Apply(), ReadUsage(document.root())};
}

}  // namespace signalbox::dialect::openai_embeddings
