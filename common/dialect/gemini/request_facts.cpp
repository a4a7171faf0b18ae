#include "common/dialect/gemini/request_facts.h"

#include <optional>
#include <string>

#include <fmt/format.h>

#include "common/dialect/field_error.h"
#include "common/dialect/gemini/names.h"
#include "common/dialect/gemini/request_view.h"
#include "common/status/macros.h"

namespace signalbox::dialect::gemini {
namespace {

absl::StatusOr<std::optional<std::int64_t>> Count(std::optional<json::Value> value, std::string_view path,
                                                  std::int64_t low, std::int64_t high) {
  if (!value) return std::optional<std::int64_t>();
  const auto number = IntOf(*value);
  if (!number) return BadField(path, "expected an integer");
  if (*number < low || *number > high) return BadField(path, fmt::format("expected {} to {}", low, high));
  return number;
}

absl::StatusOr<std::string> TextOf(json::Value root, std::string_view name) {
  const auto value = root.Find(name);
  if (!value || value->IsNull()) return std::string();
  if (!value->IsString()) return BadField(name, "expected a string");
  return value->Text();
}

absl::Status ReadConfig(json::Value config, const std::string& path, RequestFacts& facts) {
  RETURN_IF_ERROR(CheckObject(config, path));
  const std::string bound_path = Join(path, "maxOutputTokens");
  ASSIGN_OR_RETURN(facts.max_output_tokens,
                   Count(FindField(config, "maxOutputTokens"), bound_path, 0, kMaxOutputTokens));
  const std::string count_path = Join(path, "candidateCount");
  ASSIGN_OR_RETURN(const auto choices, Count(FindField(config, "candidateCount"), count_path, 0, kMaxChoices));
  if (choices.value_or(0) > 0) facts.choices = static_cast<int>(*choices);  // 0 is how Google's JSON says nothing.
  return absl::OkStatus();
}

}  // namespace

absl::StatusOr<std::string> SessionIdOf(json::Value root) {
  ASSIGN_OR_RETURN(std::string conversation_id, TextOf(root, "conversation_id"));
  ASSIGN_OR_RETURN(std::string session_id, TextOf(root, "session_id"));
  const std::string_view name = conversation_id.empty() ? "session_id" : "conversation_id";
  std::string id = conversation_id.empty() ? std::move(session_id) : std::move(conversation_id);
  if (id.size() > kMaxSessionIdBytes) return BadField(name, fmt::format("longer than {} bytes", kMaxSessionIdBytes));
  return id;
}

absl::StatusOr<RequestFacts> ScanRequest(std::string_view body) {
  RequestView view;
  RETURN_IF_ERROR(view.Read(body));
  RequestFacts facts;
  facts.include_usage = true;
  if (const auto config = FindField(view.request(), "generationConfig")) {
    RETURN_IF_ERROR(ReadConfig(*config, view.PathOf("generationConfig"), facts));
  }
  ASSIGN_OR_RETURN(facts.session_id, SessionIdOf(view.root()));
  return facts;
}

}  // namespace signalbox::dialect::gemini
