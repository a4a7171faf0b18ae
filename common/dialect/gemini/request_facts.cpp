#include "common/dialect/gemini/request_facts.h"

#include <optional>
#include <string>

#include "common/dialect/fact_readers.h"
#include "common/dialect/gemini/names.h"
#include "common/dialect/gemini/request_view.h"
#include "common/status/macros.h"

namespace signalbox::dialect::gemini {
namespace {

// Google's JSON says a number in several forms.
absl::StatusOr<std::optional<std::int64_t>> CountFact(const FactField& field, std::string_view path,
                                                      std::int64_t high) {
  if (!field) return std::optional<std::int64_t>();
  return InRange(path, IntOf(*field), 0, high);
}

absl::Status ReadConfig(json::Value config, const std::string& path, RequestFacts& facts) {
  RETURN_IF_ERROR(CheckObject(config, path));
  const std::string bound_path = Join(path, "maxOutputTokens");
  ASSIGN_OR_RETURN(facts.max_output_tokens,
                   CountFact(FindField(config, "maxOutputTokens"), bound_path, kMaxOutputTokens));
  const std::string count_path = Join(path, "candidateCount");
  ASSIGN_OR_RETURN(const auto choices, CountFact(FindField(config, "candidateCount"), count_path, kMaxChoices));
  if (choices.value_or(0) > 0) facts.choices = static_cast<int>(*choices);  // 0 is how Google's JSON says nothing.
  return absl::OkStatus();
}

}  // namespace

absl::StatusOr<RequestFacts> ScanRequest(std::string_view body) {
  RequestView view;
  RETURN_IF_ERROR(view.Read(body));
  RequestFacts facts;
  facts.include_usage = true;
  if (const auto config = FindField(view.request(), "generationConfig")) {
    RETURN_IF_ERROR(ReadConfig(*config, view.PathOf("generationConfig"), facts));
  }
  ASSIGN_OR_RETURN(facts.session_id,
                   SessionIdFact(view.root().Find("conversation_id"), view.root().Find("session_id")));
  return facts;
}

}  // namespace signalbox::dialect::gemini
