#include "services/router/tasks/count_task.h"

#include <algorithm>

#include "common/status/error.h"
#include "common/status/macros.h"
#include "common/tokens/conversation.h"
#include "common/tokens/counter.h"
#include "services/router/answers/passed_json.h"
#include "services/router/tasks/answer_options_for.h"
#include "services/router/tasks/ask.h"

namespace signalbox::router {
namespace {

bool IsText(const llm::v1::ContentBlock& block) {
  return block.has_text();
}

/// Pictures, documents and tools have no published rule.
bool IsPlainChat(const llm::v1::Conversation& conversation) {
  return conversation.tools().empty() && !conversation.has_response_format() &&
         std::all_of(conversation.messages().begin(), conversation.messages().end(),
                     [](const llm::v1::Message& message) {
                       return std::all_of(message.content().begin(), message.content().end(), IsText);
                     });
}

}  // namespace

absl::StatusOr<Inquiry> CountTask::Ask(const Target& target) {
  if (counted_model_.empty()) counted_model_ = target.deployment->upstream_model;
  ASSIGN_OR_RETURN(const llm::v1::Dialect dialect, DialectOf(llm::v1::COUNT_TOKENS, request_, target));
  if (dialect != request_.proto().dialect()) {
    return Error(absl::StatusCode::kUnimplemented, "", "a translated request has another number of tokens");
  }
  return AskIn(llm::v1::COUNT_TOKENS, request_, target);
}

std::unique_ptr<AnswerReader> CountTask::NewReader(const Target& target, llm::v1::Dialect asked_in, std::string_view) {
  AnswerOptions options = AnswerOptionsFor(request_, target, asked_in);
  options.want_answer = false;
  return std::make_unique<PassedJson>(std::move(options));
}

absl::StatusOr<OwnAnswer> CountTask::AnswerHere() {
  ASSIGN_OR_RETURN(const llm::v1::Conversation* conversation, request_.Conversation());
  const tokens::Counter counter = tokens::CounterFor(counted_model_);
  OwnAnswer answer;
  answer.body = request_.codec().EncodeTokenCount(tokens::CountInput(counter, *conversation));
  if (answer.body.empty()) return Error(absl::StatusCode::kUnimplemented, "", "the dialect knows no such question");
  answer.estimated = !counter.exact || !IsPlainChat(*conversation);
  return answer;
}

}  // namespace signalbox::router
