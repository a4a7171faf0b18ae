#include "services/router/tasks/generate_task.h"

#include <utility>

#include "services/router/answers/event_reader.h"
#include "services/router/answers/new_answer_reader.h"
#include "services/router/tasks/answer_options_for.h"
#include "services/router/tasks/ask.h"
#include "services/router/tasks/estimate.h"

namespace signalbox::router {

absl::StatusOr<Inquiry> GenerateTask::Ask(const Target& target) {
  return AskIn(llm::v1::GENERATE, request_, target);
}

std::unique_ptr<AnswerReader> GenerateTask::NewReader(const Target& target, llm::v1::Dialect asked_in,
                                                      std::string_view content_type) {
  return NewAnswerReader(AnswerOptionsFor(request_, target, asked_in), *target.endpoint->api, content_type);
}

std::optional<llm::v1::Usage> GenerateTask::UsageOf(const Target& target, AnswerReader& reader, bool complete) {
  return UsageOrEstimate(reader, complete, [&] { return CountInputOf(request_, target.deployment->upstream_model); });
}

std::optional<std::int64_t> GenerateTask::CountInput(std::string_view model) {
  return CountInputOf(request_, model);
}

std::string GenerateTask::EncodeBreak(const dialect::ErrorBody& error, int status) const {
  return router::EncodeBreak(request_.codec(), request_.framing(), error, status);
}

}  // namespace signalbox::router
