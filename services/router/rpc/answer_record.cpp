#include "services/router/rpc/answer_record.h"

#include <algorithm>
#include <utility>
#include <vector>

namespace signalbox::router {

using std::chrono::steady_clock;

const v1::Attempt& AnswerRecord::Add(const Attempt& attempt, v1::Decision decision, Task& task,
                                     llm::v1::Ending ending) {
  v1::Attempt& proto = *tail_.add_attempts();
  proto = attempt.ToProto(steady_clock::now());
  proto.set_ending(ending);
  *proto.mutable_decision() = std::move(decision);
  AnswerReader* const reader = attempt.reader();
  if (reader) {
    auto usage = task.UsageOf(attempt.target(), *reader, ending == llm::v1::COMPLETED);
    if (usage) *proto.mutable_usage() = *std::move(usage);
  }
  metrics_.Count(proto);
  return proto;
}

void AnswerRecord::AddLosses(const Attempt& attempt) {
  Add(attempt.losses());
  if (attempt.reader()) Add(attempt.reader()->losses());
}

void AnswerRecord::Add(const dialect::Losses& losses) {
  for (const std::string& path : losses.paths()) {
    const auto& known = tail_.losses();
    if (std::find(known.begin(), known.end(), path) == known.end()) tail_.add_losses(path);
  }
}

bool AnswerRecord::HasUsage() const {
  const auto& attempts = tail_.attempts();
  return std::any_of(attempts.begin(), attempts.end(), [](const v1::Attempt& attempt) { return attempt.has_usage(); });
}

void AnswerRecord::StampHead() {
  const auto overhead = steady_clock::now() - started_ - waited_;
  tail_.set_overhead_us(std::chrono::duration_cast<std::chrono::microseconds>(overhead).count());
}

v1::Tail AnswerRecord::Take(llm::v1::Ending ending, std::string error_message) {
  tail_.set_ending(ending);
  tail_.set_error_message(std::move(error_message));
  return std::move(tail_);
}

void AnswerRecord::AddTranscript(llm::v1::Ending ending, Task& task, const Attempt& latest, bool want_instructions) {
  if (!latest.reader()) return;
  llm::v1::Message answer = latest.reader()->TakeAnswer();
  if (answer.content().empty()) return;
  std::optional<OwnTurns> own = task.NewTurns();
  if (!own) return;
  answer.set_partial(answer.partial() || ending != llm::v1::COMPLETED);
  if (answer.dialect() == llm::v1::DIALECT_UNSPECIFIED) answer.set_dialect(latest.asked_in());
  if (want_instructions) {
    for (llm::v1::Message& message : own->instructions) *tail_.add_new_instructions() = std::move(message);
  }
  for (llm::v1::Message& turn : own->turns) *tail_.add_new_turns() = std::move(turn);
  *tail_.mutable_answer() = std::move(answer);
}

void BoundTranscript(v1::GenerateEvent& event, std::size_t max_bytes) {
  if (!event.tail().has_answer() || event.ByteSizeLong() <= max_bytes) return;
  event.mutable_tail()->clear_new_instructions();
  event.mutable_tail()->clear_new_turns();
  event.mutable_tail()->clear_answer();
}

}  // namespace signalbox::router
