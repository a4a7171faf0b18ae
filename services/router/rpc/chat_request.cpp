#include "services/router/rpc/chat_request.h"

#include <vector>

#include "common/dialect/openai_chat/estimate.h"
#include "common/dialect/openai_chat/request_edit.h"

namespace signalbox::router {
namespace {

std::int64_t EstimateInput(const v1::GenerateRequest& request) {
  if (request.history().empty()) return dialect::openai_chat::EstimateInputTokens(request.body());
  const absl::StatusOr<std::string> whole = BodyFor(request, request.model());
  return whole.ok() ? dialect::openai_chat::EstimateInputTokens(*whole) : 0;
}

}  // namespace

absl::StatusOr<std::string> BodyFor(const v1::GenerateRequest& request, const std::string& upstream_model) {
  dialect::RequestEdits edits;
  edits.model = upstream_model;
  edits.ask_for_usage = request.stream();
  const std::vector<llm::v1::Message> history(request.history().begin(), request.history().end());
  edits.history = history;
  return dialect::openai_chat::EditRequest(request.body(), edits);
}

std::optional<llm::v1::Usage> UsageOf(const v1::GenerateRequest& request, const AnswerReader& answer, bool complete) {
  if (answer.usage()) return answer.usage();
  const std::int64_t characters = answer.generated_characters();
  if (!complete && characters == 0) return std::nullopt;
  llm::v1::Usage usage;
  usage.set_input(EstimateInput(request));
  usage.set_output(dialect::openai_chat::EstimateTokens(characters));
  usage.set_estimated(true);
  return usage;
}

}  // namespace signalbox::router
