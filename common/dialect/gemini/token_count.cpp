#include "common/dialect/gemini/token_count.h"

#include "common/dialect/gemini/names.h"
#include "common/json/document.h"
#include "common/json/writer.h"
#include "common/status/error.h"
#include "common/status/macros.h"

namespace signalbox::dialect::gemini {
namespace {

// Whether there is more to count than `contents`, which countTokens takes as they are.
bool SaysMore(json::Value root) {
  for (const auto [key, value] : root.members()) {
    if (!IsField(key, "contents") && !IsField(key, "model")) return true;
  }
  return false;
}

}  // namespace

absl::StatusOr<std::string> ToCountTokens(std::string_view body, std::string_view model) {
  json::Document document;
  RETURN_IF_ERROR(document.Read(body));
  const json::Value root = document.root();
  if (!root.IsObject()) return Error(absl::StatusCode::kInvalidArgument, "", "the body must be a JSON object");
  if (FindField(root, "generateContentRequest") || !SaysMore(root)) return std::string(body);
  json::Writer writer;
  writer.BeginObject().Key("generateContentRequest").BeginObject();
  writer.Key("model").String(ResourceOf(model));
  for (const auto [key, value] : root.members()) {
    if (!IsField(key, "model")) writer.Key(key.Text()).Raw(value.raw());
  }
  writer.EndObject().EndObject();
  return writer.Take();
}

std::optional<std::int64_t> DecodeTokenCount(std::string_view body) {
  json::Document document;
  if (!document.Read(body).ok()) return std::nullopt;
  const auto total = FindField(document.root(), "totalTokens");
  const auto count = total ? IntOf(*total) : std::nullopt;
  return count && *count >= 0 ? count : std::nullopt;
}

}  // namespace signalbox::dialect::gemini
