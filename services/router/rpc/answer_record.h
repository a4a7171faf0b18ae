#pragma once

#include <chrono>
#include <string>

#include "services/router/rpc/attempt.h"
#include "services/router/rpc/attempt_metrics.h"
#include "services/router/tasks/task.h"
#include "signalbox/router/v1/router.pb.h"

namespace signalbox::router {

/// Collects what the tail of one answer tells. Used by one thread at a time.
class AnswerRecord {
 public:
  using Time = Attempt::Time;

  /// Must outlive it.
  explicit AnswerRecord(AttemptMetrics& metrics) : metrics_(metrics) {}

  /// An attempt is over that `decision` had led to. Call once for each, in order. Returns what the tail tells of it,
  /// valid until the next call.
  const v1::Attempt& Add(const Attempt& attempt, v1::Decision decision, Task& task, llm::v1::Ending ending);

  /// Time that was the provider's and not ours, before the head.
  void AddWait(std::chrono::steady_clock::duration waited) { waited_ += waited; }

  /// Whether any attempt so far used something.
  bool HasUsage() const;

  /// The head goes out now.
  void StampHead();

  int attempts() const { return tail_.attempts_size(); }

  /// What was lost between the caller and that attempt, of whose answer the caller sees something.
  void AddLosses(const Attempt& attempt);

  /// With the next Take(): the turns of `task` and what `latest` said, if it said anything.
  void AddTranscript(llm::v1::Ending ending, Task& task, const Attempt& latest, bool want_instructions);

  /// The tail; call once.
  v1::Tail Take(llm::v1::Ending ending, std::string error_message);

 private:
  void Add(const dialect::Losses& losses);

  AttemptMetrics& metrics_;
  const Time started_ = std::chrono::steady_clock::now();
  std::chrono::steady_clock::duration waited_{};
  v1::Tail tail_;
};

/// Takes the transcript out of an event that would be larger than `max_bytes`: the session must go without it, but what
/// was used must be told.
void BoundTranscript(v1::GenerateEvent& event, std::size_t max_bytes);

}  // namespace signalbox::router
