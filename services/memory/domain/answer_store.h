#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include <absl/status/statusor.h>

#include "common/context/clock.h"
#include "common/context/request_context.h"
#include "services/memory/domain/session_store.h"
#include "services/memory/domain/turn.h"

namespace signalbox::memory {

/// Names an answer: the same id of another owner is another answer.
struct AnswerKey {
  std::string owner;
  std::string id;

  friend bool operator==(const AnswerKey&, const AnswerKey&) = default;
};

/// An answer to keep, with the turns of its request; the last turn is the answer itself.
struct NewAnswer {
  AnswerKey key;
  std::string request_id;
  std::string previous_id;  ///< Empty when the request continued none.
  std::string session_id;   ///< Empty when the request is part of none.
  std::vector<NewTurn> turns;
  std::string body;
  std::vector<std::string> item_ids;
  TimePoint at;
  TimePoint expires_at;

  friend bool operator==(const NewAnswer&, const NewAnswer&) = default;
};

/// Where answers are kept, sealed. An answer that has expired is there for nobody. Any thread; every call blocks and is
/// one transaction.
class AnswerStore {
 public:
  virtual ~AnswerStore() = default;

  /// False when the id is that of another request's answer. The answer of a request that is there already adds nothing.
  /// If what it continues is gone, it has an older part that is not kept.
  virtual absl::StatusOr<bool> Keep(const RequestContext& context, const NewAnswer& answer) = 0;

  /// The newest turns up to and with the answer's own, along what it continued; nullopt without such an answer.
  /// Errors: kDataLoss when a turn cannot be unsealed.
  virtual absl::StatusOr<std::optional<History>> Trace(const RequestContext& context, const AnswerKey& answer,
                                                       TimePoint now, const Reach& reach) = 0;

  virtual absl::StatusOr<std::optional<std::string>> Body(const RequestContext& context, const AnswerKey& answer,
                                                          TimePoint now) = 0;

  /// The answer's own turns, the answer last.
  virtual absl::StatusOr<std::optional<std::vector<std::string>>> Turns(const RequestContext& context,
                                                                        const AnswerKey& answer, TimePoint now) = 0;

  /// Bodies that hold the items, each once, newest first; nullopt when they exceed `max_bytes` together.
  virtual absl::StatusOr<std::optional<std::vector<std::string>>> BodiesWith(const RequestContext& context,
                                                                             const std::string& owner,
                                                                             const std::vector<std::string>& item_ids,
                                                                             TimePoint now, std::int64_t max_bytes) = 0;

  /// False when there is none.
  virtual absl::StatusOr<bool> Delete(const RequestContext& context, const AnswerKey& answer, TimePoint now) = 0;

  /// Forgets at most `limit` expired answers that no other continues. Returns how many.
  virtual absl::StatusOr<std::int64_t> DeleteExpired(const RequestContext& context, TimePoint now,
                                                     std::int64_t limit) = 0;
};

}  // namespace signalbox::memory
