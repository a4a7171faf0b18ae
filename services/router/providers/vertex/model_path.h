#pragma once

#include <string>
#include <string_view>

#include <absl/status/statusor.h>

#include "signalbox/llm/v1/llm.pb.h"

namespace signalbox::router::vertex {

/// A model of Vertex AI: who publishes it, and so what it speaks.
struct Model {
  std::string_view publisher;  ///< "anthropic" or "google".
  std::string_view name;
  llm::v1::Dialect dialect = llm::v1::DIALECT_UNSPECIFIED;
};

/// Reads "claude-sonnet-4@20250514", "gemini-2.5-pro", "anthropic/claude-...", "google/gemini-..." or
/// "publishers/<publisher>/models/<name>". Errors: kUnimplemented for another publisher.
absl::StatusOr<Model> ParseModel(std::string_view upstream_model);

/// A model's name as a segment of a path.
void AppendModelName(std::string& url, std::string_view name);

}  // namespace signalbox::router::vertex
