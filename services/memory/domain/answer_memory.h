#pragma once

#include <chrono>
#include <cstdint>
#include <string>
#include <vector>

#include <absl/status/status.h>
#include <absl/status/statusor.h>

#include "common/context/clock.h"
#include "common/context/request_context.h"
#include "services/memory/domain/answer_store.h"
#include "services/memory/domain/recollection.h"

namespace signalbox::memory {

constexpr std::size_t kMaxItemIds = 1000;  ///< Of one answer, and of one search.

/// Bounds of what is kept and given back of answers.
struct AnswerLimits {
  std::int64_t window_tokens = 8'000;                ///< As Limits::window_tokens.
  std::int64_t max_answer_bytes = 16 * 1024 * 1024;  ///< Turns and body together; at most kMaxReadBytes.
  std::chrono::milliseconds time_to_live = std::chrono::hours(30 * 24);  ///< From an answer on.
};

/// An answer as it is handed in: NewAnswer without owner and times.
struct AnswerDraft {
  std::string id;
  std::string request_id;
  std::string previous_id;
  std::string session_id;
  std::vector<NewTurn> turns;
  std::string body;
  std::vector<std::string> item_ids;
};

/// Keeps answers under their ids for the caller named by the context: nobody reaches another's answers.
///
/// Answers form trees, not lists: any number of requests may continue the same one. Keeps no state of its own, so any
/// thread may call it; every call blocks. Lives in memory::Module. Every call fails with kUnauthenticated when the
/// context names nobody, with kInvalidArgument for ids or bounds out of range, and, where an id is asked for, with
/// kNotFound, reason ANSWER_NOT_FOUND.
class AnswerMemory {
 public:
  AnswerMemory(AnswerStore& store, TurnReader reader, Clock clock, AnswerLimits limits);

  /// Errors: kAlreadyExists, reason ANSWER_ID_TAKEN; kInvalidArgument, reason ANSWER_TOO_LARGE.
  absl::Status Keep(const RequestContext& context, AnswerDraft draft);

  /// The newest whole turns up to and with the answer within `max_tokens` (0: the configured window).
  absl::StatusOr<Recollection> Recall(const RequestContext& context, const std::string& id,
                                      std::int64_t max_tokens) const;

  /// As its caller got it.
  absl::StatusOr<std::string> Get(const RequestContext& context, const std::string& id) const;

  /// The turns of the request, without the answer.
  absl::StatusOr<std::vector<std::string>> Input(const RequestContext& context, const std::string& id) const;

  /// Bodies that hold items with these ids. Errors: kOutOfRange, reason TOO_MUCH_ASKED.
  absl::StatusOr<std::vector<std::string>> Find(const RequestContext& context,
                                                const std::vector<std::string>& item_ids) const;

  absl::Status Delete(const RequestContext& context, const std::string& id);

 private:
  AnswerStore& store_;
  TurnReader reader_;
  Clock clock_;
  AnswerLimits limits_;
};

}  // namespace signalbox::memory
