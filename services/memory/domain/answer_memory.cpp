#include "services/memory/domain/answer_memory.h"

#include <limits>
#include <optional>
#include <utility>

#include "common/status/error.h"
#include "common/status/macros.h"
#include "services/memory/domain/bounds.h"
#include "services/memory/domain/conversation_memory.h"
#include "services/memory/domain/names.h"
#include "services/memory/domain/owner.h"

namespace signalbox::memory {
namespace {

constexpr std::int64_t kUnbounded = std::numeric_limits<std::int64_t>::max();

absl::Status NoSuchAnswer() {
  return Error(absl::StatusCode::kNotFound, "ANSWER_NOT_FOUND", "no such answer");
}

absl::StatusOr<AnswerKey> KeyOf(const RequestContext& context, const std::string& id) {
  ASSIGN_OR_RETURN(std::string owner, OwnerOf(context));
  RETURN_IF_ERROR(CheckAnswerId("id", id));
  return AnswerKey{std::move(owner), id};
}

template <typename Value>
absl::StatusOr<Value> Existing(absl::StatusOr<std::optional<Value>> found) {
  RETURN_IF_ERROR(found.status());
  if (!*found) return NoSuchAnswer();
  return **std::move(found);
}

absl::Status CheckSize(const AnswerDraft& draft, std::int64_t most) {
  std::size_t bytes = draft.body.size();
  for (const NewTurn& turn : draft.turns) bytes += turn.content.size();
  if (static_cast<std::int64_t>(bytes) <= most) return absl::OkStatus();
  return Error(absl::StatusCode::kInvalidArgument, "ANSWER_TOO_LARGE",
               "an answer and its turns have more than " + std::to_string(most) + " bytes");
}

absl::Status CheckItemIds(const std::vector<std::string>& ids, std::size_t least) {
  if (ids.size() < least || ids.size() > kMaxItemIds) {
    return OutOfBounds("number of item ids", static_cast<std::int64_t>(least), kMaxItemIds);
  }
  for (const std::string& id : ids) RETURN_IF_ERROR(CheckAnswerId("item_ids", id));
  return absl::OkStatus();
}

absl::Status Check(const AnswerDraft& draft, const AnswerLimits& limits) {
  RETURN_IF_ERROR(CheckRequestId(draft.request_id));
  if (!draft.previous_id.empty()) RETURN_IF_ERROR(CheckAnswerId("previous_id", draft.previous_id));
  if (!draft.session_id.empty()) RETURN_IF_ERROR(CheckSessionId(draft.session_id));
  const auto turns = static_cast<std::int64_t>(draft.turns.size());
  if (turns < 1 || turns > kMaxTurnsPerAppend) return OutOfBounds("number of messages", 1, kMaxTurnsPerAppend);
  if (draft.body.empty()) return Error(absl::StatusCode::kInvalidArgument, "", "body is required", {{"field", "body"}});
  RETURN_IF_ERROR(CheckItemIds(draft.item_ids, 0));
  return CheckSize(draft, limits.max_answer_bytes);
}

}  // namespace

AnswerMemory::AnswerMemory(AnswerStore& store, TurnReader reader, Clock clock, AnswerLimits limits)
    : store_(store), reader_(std::move(reader)), clock_(std::move(clock)), limits_(limits) {}

absl::Status AnswerMemory::Keep(const RequestContext& context, AnswerDraft draft) {
  ASSIGN_OR_RETURN(AnswerKey key, KeyOf(context, draft.id));
  RETURN_IF_ERROR(Check(draft, limits_));
  const TimePoint now = clock_();
  NewAnswer answer{std::move(key),
                   std::move(draft.request_id),
                   std::move(draft.previous_id),
                   std::move(draft.session_id),
                   std::move(draft.turns),
                   std::move(draft.body),
                   std::move(draft.item_ids),
                   now,
                   now + limits_.time_to_live};
  ASSIGN_OR_RETURN(const bool kept, store_.Keep(context, answer));
  if (kept) return absl::OkStatus();
  return Error(absl::StatusCode::kAlreadyExists, "ANSWER_ID_TAKEN", "another answer has this id");
}

absl::StatusOr<Recollection> AnswerMemory::Recall(const RequestContext& context, const std::string& id,
                                                  std::int64_t max_tokens) const {
  ASSIGN_OR_RETURN(const AnswerKey key, KeyOf(context, id));
  ASSIGN_OR_RETURN(const std::int64_t window,
                   Bounded("max_tokens", max_tokens, limits_.window_tokens, kMaxWindowTokens));
  ASSIGN_OR_RETURN(History history,
                   Existing(store_.Trace(context, key, clock_(), {kUnbounded, window, kMaxReadBytes})));
  return Recollect(std::move(history), reader_);
}

absl::StatusOr<std::string> AnswerMemory::Get(const RequestContext& context, const std::string& id) const {
  ASSIGN_OR_RETURN(const AnswerKey key, KeyOf(context, id));
  return Existing(store_.Body(context, key, clock_()));
}

absl::StatusOr<std::vector<std::string>> AnswerMemory::Input(const RequestContext& context,
                                                             const std::string& id) const {
  ASSIGN_OR_RETURN(const AnswerKey key, KeyOf(context, id));
  ASSIGN_OR_RETURN(std::vector<std::string> turns, Existing(store_.Turns(context, key, clock_())));
  if (!turns.empty()) turns.pop_back();
  return turns;
}

absl::StatusOr<std::vector<std::string>> AnswerMemory::Find(const RequestContext& context,
                                                            const std::vector<std::string>& item_ids) const {
  ASSIGN_OR_RETURN(const std::string owner, OwnerOf(context));
  RETURN_IF_ERROR(CheckItemIds(item_ids, 1));
  ASSIGN_OR_RETURN(auto bodies, store_.BodiesWith(context, owner, item_ids, clock_(), kMaxReadBytes));
  if (bodies) return *std::move(bodies);
  return Error(absl::StatusCode::kOutOfRange, "TOO_MUCH_ASKED", "the items belong to answers that are too large");
}

absl::Status AnswerMemory::Delete(const RequestContext& context, const std::string& id) {
  ASSIGN_OR_RETURN(const AnswerKey key, KeyOf(context, id));
  ASSIGN_OR_RETURN(const bool existed, store_.Delete(context, key, clock_()));
  return existed ? absl::OkStatus() : NoSuchAnswer();
}

}  // namespace signalbox::memory
