#include "services/router/rpc/answer_record.h"

#include <utility>
#include <vector>

#include "common/dialect/openai_chat/conversation.h"
#include "services/router/rpc/chat_request.h"

namespace signalbox::router {

using std::chrono::steady_clock;

void AnswerRecord::Add(const Attempt& attempt, llm::v1::Ending ending) {
  v1::Attempt& proto = *tail_.add_attempts();
  proto = attempt.ToProto(steady_clock::now());
  proto.set_ending(ending);
  if (attempt.reader()) {
    auto usage = UsageOf(request_, *attempt.reader(), ending == llm::v1::COMPLETED);
    if (usage) *proto.mutable_usage() = *std::move(usage);
  }
  metrics_.Count(proto);
}

void AnswerRecord::StampHead() {
  const auto overhead = steady_clock::now() - started_ - waited_;
  tail_.set_overhead_us(std::chrono::duration_cast<std::chrono::microseconds>(overhead).count());
}

v1::Tail AnswerRecord::Take(llm::v1::Ending ending, std::string error_message, Attempt* latest) {
  tail_.set_ending(ending);
  tail_.set_error_message(std::move(error_message));
  if (request_.want_transcript() && latest && latest->reader()) AddTranscript(ending, *latest->reader());
  return std::move(tail_);
}

void AnswerRecord::AddTranscript(llm::v1::Ending ending, AnswerReader& reader) {
  llm::v1::Message answer = reader.TakeAnswer();
  if (answer.content().empty()) return;
  absl::StatusOr<std::vector<llm::v1::Message>> turns = dialect::openai_chat::DecodeTurns(request_.body());
  if (!turns.ok()) return;
  answer.set_partial(ending != llm::v1::COMPLETED);
  for (llm::v1::Message& turn : *turns) *tail_.add_new_turns() = std::move(turn);
  *tail_.mutable_answer() = std::move(answer);
}

}  // namespace signalbox::router
