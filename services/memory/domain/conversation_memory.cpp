#include "services/memory/domain/conversation_memory.h"

#include <limits>
#include <utility>

#include "common/status/error.h"
#include "common/status/macros.h"
#include "services/memory/domain/bounds.h"
#include "services/memory/domain/names.h"
#include "services/memory/domain/owner.h"

namespace signalbox::memory {
namespace {

constexpr std::int64_t kUnbounded = std::numeric_limits<std::int64_t>::max();

absl::StatusOr<SessionKey> KeyOf(const RequestContext& context, const std::string& session_id) {
  ASSIGN_OR_RETURN(std::string owner, OwnerOf(context));
  RETURN_IF_ERROR(CheckSessionId(session_id));
  return SessionKey{std::move(owner), session_id};
}

absl::Status NoSuchSession() {
  return Error(absl::StatusCode::kNotFound, "SESSION_NOT_FOUND", "no such session");
}

absl::Status CheckTurns(const std::vector<NewTurn>& turns, std::int64_t max_message_bytes) {
  const auto count = static_cast<std::int64_t>(turns.size());
  if (count < 1 || count > kMaxTurnsPerAppend) return OutOfBounds("number of messages", 1, kMaxTurnsPerAppend);
  for (const NewTurn& turn : turns) {
    if (static_cast<std::int64_t>(turn.content.size()) > max_message_bytes) {
      return Error(absl::StatusCode::kInvalidArgument, "MESSAGE_TOO_LARGE",
                   "a message has more than " + std::to_string(max_message_bytes) + " bytes");
    }
  }
  return absl::OkStatus();
}

}  // namespace

ConversationMemory::ConversationMemory(SessionStore& store, TurnReader reader, Clock clock, Limits limits)
    : store_(store), reader_(std::move(reader)), clock_(std::move(clock)), limits_(limits) {}

absl::StatusOr<std::int64_t> ConversationMemory::AppendTurns(const RequestContext& context,
                                                             const std::string& session_id,
                                                             const std::string& request_id,
                                                             std::vector<NewTurn> turns) {
  ASSIGN_OR_RETURN(SessionKey key, KeyOf(context, session_id));
  RETURN_IF_ERROR(CheckRequestId(request_id));
  RETURN_IF_ERROR(CheckTurns(turns, limits_.max_message_bytes));
  return store_.AppendTurns(context,
                            {std::move(key), request_id, std::move(turns), clock_(), limits_.max_session_messages});
}

absl::StatusOr<Recollection> ConversationMemory::Load(const RequestContext& context, const std::string& session_id,
                                                      std::int64_t max_tokens, bool must_exist) const {
  ASSIGN_OR_RETURN(const SessionKey key, KeyOf(context, session_id));
  ASSIGN_OR_RETURN(const std::int64_t window,
                   Bounded("max_tokens", max_tokens, limits_.window_tokens, kMaxWindowTokens));
  ASSIGN_OR_RETURN(History history, store_.Newest(context, key, {kUnbounded, window, kMaxReadBytes}));
  if (must_exist && history.turns.empty() && !history.older) {
    ASSIGN_OR_RETURN(const std::optional<Session> session, store_.Find(context, key));
    if (!session) return NoSuchSession();
  }
  return Recollect(std::move(history), reader_);
}

absl::StatusOr<SessionPage> ConversationMemory::List(const RequestContext& context, int limit, int offset) const {
  ASSIGN_OR_RETURN(const std::string owner, OwnerOf(context));
  ASSIGN_OR_RETURN(const std::int64_t rows, Bounded("limit", limit, 50, 500));
  if (offset < 0) return OutOfBounds("offset", 0, std::numeric_limits<int>::max());
  return store_.List(context, owner, static_cast<int>(rows), offset);
}

absl::StatusOr<SessionView> ConversationMemory::Get(const RequestContext& context, const std::string& session_id,
                                                    int limit) const {
  ASSIGN_OR_RETURN(const SessionKey key, KeyOf(context, session_id));
  ASSIGN_OR_RETURN(const std::int64_t turns, Bounded("limit", limit, 100, 1000));
  ASSIGN_OR_RETURN(std::optional<Session> session, store_.Find(context, key));
  if (!session) return NoSuchSession();
  ASSIGN_OR_RETURN(History history, store_.Newest(context, key, {turns, kUnbounded, kMaxReadBytes}));
  return SessionView{*std::move(session), ContentsFrom(std::move(history.turns), 0)};
}

absl::Status ConversationMemory::Delete(const RequestContext& context, const std::string& session_id) {
  ASSIGN_OR_RETURN(const SessionKey key, KeyOf(context, session_id));
  ASSIGN_OR_RETURN(const bool existed, store_.Delete(context, key));
  return existed ? absl::OkStatus() : NoSuchSession();
}

}  // namespace signalbox::memory
