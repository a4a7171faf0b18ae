#include "services/router/tasks/generate_task.h"

#include <utility>

#include "common/status/macros.h"
#include "services/router/answers/event_reader.h"
#include "services/router/answers/new_answer_reader.h"
#include "services/router/tasks/answer_options_for.h"
#include "services/router/tasks/ask.h"
#include "services/router/tasks/estimate.h"

namespace signalbox::router {

absl::StatusOr<std::unique_ptr<Task>> GenerateTask::Create(const v1::GenerateRequest& request) {
  bool show_usage = false;
  if (request.stream()) {
    ASSIGN_OR_RETURN(const auto facts, dialect::CodecOf(request.dialect())->ScanRequest(request.body()));
    show_usage = facts.include_usage;
  }
  return std::make_unique<GenerateTask>(request, show_usage);
}

GenerateTask::GenerateTask(const v1::GenerateRequest& request, bool show_usage)
    : request_(request), show_usage_(show_usage) {}

absl::StatusOr<Inquiry> GenerateTask::Ask(const Target& target) {
  return AskIn(llm::v1::GENERATE, request_, target);
}

std::unique_ptr<AnswerReader> GenerateTask::NewReader(const Target& target, llm::v1::Dialect asked_in,
                                                      std::string_view content_type) {
  return NewAnswerReader(AnswerOptionsFor(request_, target, asked_in, show_usage_), *target.endpoint->api,
                         content_type);
}

std::optional<llm::v1::Usage> GenerateTask::UsageOf(const Target& target, AnswerReader& reader, bool complete) {
  return UsageOrEstimate(reader, complete, [&] { return CountInputOf(request_, target.deployment->upstream_model); });
}

std::string GenerateTask::EncodeBreak(const dialect::ErrorBody& error, int status) const {
  return router::EncodeBreak(request_.codec(), request_.framing(), error, status);
}

}  // namespace signalbox::router
