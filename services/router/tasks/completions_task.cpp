#include "services/router/tasks/completions_task.h"

#include <utility>

#include "common/dialect/openai_completions/prompts.h"
#include "common/status/error.h"
#include "common/status/macros.h"
#include "common/tokens/conversation.h"
#include "services/router/answers/new_answer_reader.h"
#include "services/router/tasks/answer_options_for.h"
#include "services/router/tasks/ask.h"
#include "services/router/tasks/estimate.h"

namespace signalbox::router {

absl::Status CompletionsTask::ReadPrompts() {
  if (!prompts_.empty()) return absl::OkStatus();
  ASSIGN_OR_RETURN(prompts_, dialect::openai_completions::DecodePrompts(request_.proto().body()));
  if (prompts_.size() > 1) merged_.emplace(prompts_);
  return absl::OkStatus();
}

absl::StatusOr<Inquiry> CompletionsTask::Ask(const Target& target) {
  ASSIGN_OR_RETURN(const llm::v1::Dialect dialect, DialectOf(llm::v1::GENERATE, request_, target));
  asked_whole_ = dialect == llm::v1::OPENAI_COMPLETIONS;
  if (asked_whole_ && part_ > 0) {
    return Error(absl::StatusCode::kUnimplemented, "", "this provider answers all prompts at once or none");
  }
  if (!asked_whole_) RETURN_IF_ERROR(ReadPrompts());
  if (!in_parts()) return whole_.Ask(target);
  return AskTranslated(llm::v1::GENERATE, request_, prompts_[part_], target, dialect);
}

std::unique_ptr<AnswerReader> CompletionsTask::NewReader(const Target& target, llm::v1::Dialect asked_in,
                                                         std::string_view content_type) {
  if (!in_parts()) return whole_.NewReader(target, asked_in, content_type);
  AnswerOptions options = AnswerOptionsFor(request_, target, asked_in);
  options.want_answer = false;  // Several answers are no turn of a conversation.
  options.conversation = [this] { return &prompts_[part_]; };
  options.new_encoder = [this](dialect::StreamEncoderOptions encoder) {
    return merged_->EncoderFor(static_cast<int>(part_), std::move(encoder));
  };
  options.encode_response = [this](llm::v1::Response& response, const dialect::EncodeResponseOptions& encode,
                                   dialect::Losses& losses) { return merged_->Add(response, encode, losses); };
  return NewAnswerReader(std::move(options), *target.endpoint->api, content_type);
}

std::optional<llm::v1::Usage> CompletionsTask::UsageOf(const Target& target, AnswerReader& reader, bool complete) {
  if (!in_parts()) return whole_.UsageOf(target, reader, complete);
  const std::string& model = target.deployment->upstream_model;
  return UsageOrEstimate(reader, complete, [&] { return CountInputOf(prompts_[part_], model); });
}

std::string CompletionsTask::EncodeBreak(const dialect::ErrorBody& error, int status) const {
  return whole_.EncodeBreak(error, status);
}

std::optional<OwnTurns> CompletionsTask::NewTurns() {
  if (in_parts()) return std::nullopt;
  return whole_.NewTurns();
}

bool CompletionsTask::NextPart() {
  if (!in_parts() || part_ + 1 == prompts_.size()) return false;
  ++part_;
  return true;
}

}  // namespace signalbox::router
