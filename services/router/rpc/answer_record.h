#pragma once

#include <chrono>
#include <string>

#include "services/router/rpc/attempt.h"
#include "services/router/rpc/attempt_metrics.h"
#include "signalbox/router/v1/router.pb.h"

namespace signalbox::router {

/// Collects what the tail of one answer tells. Used by one thread at a time.
class AnswerRecord {
 public:
  using Time = Attempt::Time;

  /// Both must outlive it.
  AnswerRecord(const v1::GenerateRequest& request, AttemptMetrics& metrics) : request_(request), metrics_(metrics) {}

  /// An attempt is over. Call once for each, in order.
  void Add(const Attempt& attempt, llm::v1::Ending ending);

  /// Time that was the provider's and not ours, before the head.
  void AddWait(std::chrono::steady_clock::duration waited) { waited_ += waited; }

  /// The head goes out now.
  void StampHead();

  /// The tail; call once. `latest` may be null and gives the transcript, if one was asked for and it said anything.
  v1::Tail Take(llm::v1::Ending ending, std::string error_message, Attempt* latest);

 private:
  void AddTranscript(llm::v1::Ending ending, AnswerReader& reader);

  const v1::GenerateRequest& request_;
  AttemptMetrics& metrics_;
  const Time started_ = std::chrono::steady_clock::now();
  std::chrono::steady_clock::duration waited_{};
  v1::Tail tail_;
};

}  // namespace signalbox::router
