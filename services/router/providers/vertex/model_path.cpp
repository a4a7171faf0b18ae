#include "services/router/providers/vertex/model_path.h"

#include "common/status/error.h"
#include "services/router/providers/percent.h"

namespace signalbox::router::vertex {

absl::StatusOr<Model> ParseModel(std::string_view text) {
  constexpr std::string_view kPublishers = "publishers/";
  constexpr std::string_view kModels = "models/";
  if (text.starts_with(kPublishers)) text.remove_prefix(kPublishers.size());
  Model model;
  if (const auto slash = text.find('/'); slash != text.npos) {
    model.publisher = text.substr(0, slash);
    text.remove_prefix(slash + 1);
    if (text.starts_with(kModels)) text.remove_prefix(kModels.size());
  } else {
    model.publisher = text.starts_with("claude") ? "anthropic" : "google";
  }
  model.name = text;
  if (model.publisher == "anthropic") model.dialect = llm::v1::ANTHROPIC_MESSAGES;
  if (model.publisher == "google") model.dialect = llm::v1::GEMINI;
  if (model.dialect == llm::v1::DIALECT_UNSPECIFIED) {
    return Error(absl::StatusCode::kUnimplemented, "", "of Vertex AI only Claude and Gemini are spoken");
  }
  return model;
}

void AppendModelName(std::string& url, std::string_view name) {
  const auto at = name.find('@');  // The version stands behind it, as Google writes it.
  AppendPercentEncoded(url, name.substr(0, at));
  if (at == name.npos) return;
  url += '@';
  AppendPercentEncoded(url, name.substr(at + 1));
}

}  // namespace signalbox::router::vertex
