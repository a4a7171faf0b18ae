#pragma once

#include <thread>

#include "common/context/clock.h"
#include "services/memory/domain/answer_store.h"

namespace signalbox::memory {

/// Forgets expired answers, a batch at a time, on a thread of its own: once at the start, then every ten minutes until
/// the object is destroyed.
class AnswerSweep {
 public:
  /// `store` outlives it.
  AnswerSweep(AnswerStore& store, Clock clock);

  void Start();

  /// Batches until there is nothing left to forget, or `stop`. Returns how many answers were forgotten.
  absl::StatusOr<std::int64_t> Sweep(const std::stop_token& stop = {});

 private:
  void Run(const std::stop_token& stop);

  AnswerStore& store_;
  Clock clock_;
  std::jthread thread_;
};

}  // namespace signalbox::memory
