#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include <absl/status/status.h>
#include <absl/status/statusor.h>

#include "common/context/clock.h"
#include "common/context/request_context.h"
#include "services/memory/domain/recollection.h"
#include "services/memory/domain/session_store.h"
#include "services/memory/domain/turn.h"

namespace signalbox::memory {

constexpr std::int64_t kMaxTurnsPerAppend = 1000;
constexpr std::int64_t kMaxWindowTokens = 1'000'000;
constexpr std::int64_t kMaxReadBytes = 32 * 1024 * 1024;  ///< Of one answer; fits a gRPC message with room to spare.

/// Bounds of what is kept and given back.
struct Limits {
  std::int64_t window_tokens = 8'000;                 ///< Of a load that asks for no window; 1 to kMaxWindowTokens.
  std::int64_t max_message_bytes = 16 * 1024 * 1024;  ///< One turn's content; 1 to kMaxReadBytes.
  std::int64_t max_session_messages = 10'000;  ///< The oldest turns beyond it are forgotten; >= kMaxTurnsPerAppend.
};

/// A session with its newest turns, oldest first.
struct SessionView {
  Session session;
  std::vector<std::string> turns;
};

/// Remembers conversations for the caller named by the context: nobody reaches another's sessions.
///
/// Keeps no state of its own, so any thread may call it; every call blocks. Lives in memory::Module. Every call fails
/// with kUnauthenticated when the context names nobody, and with kInvalidArgument for ids or bounds out of range.
class ConversationMemory {
 public:
  ConversationMemory(SessionStore& store, TurnReader reader, Clock clock, Limits limits);

  /// Adds the turns of one answered request, all or none. A repeated `request_id` changes nothing.
  /// Returns the turns of the session afterwards.
  /// Errors: kInvalidArgument, reason MESSAGE_TOO_LARGE, for a turn beyond the limit.
  absl::StatusOr<std::int64_t> AppendTurns(const RequestContext& context, const std::string& session_id,
                                           const std::string& request_id, std::vector<NewTurn> turns);

  /// The newest whole turns within `max_tokens` (0: the configured window), beginning where FirstWholeTurn says.
  /// A session that does not exist is empty. Errors: kNotFound instead, reason SESSION_NOT_FOUND, if it `must_exist`.
  absl::StatusOr<Recollection> Load(const RequestContext& context, const std::string& session_id,
                                    std::int64_t max_tokens, bool must_exist = false) const;

  /// `limit` 1 to 500 (0: 50), `offset` from 0.
  absl::StatusOr<SessionPage> List(const RequestContext& context, int limit, int offset) const;

  /// With the newest `limit` turns, 1 to 1000 (0: 100), or fewer if they exceed kMaxReadBytes. Errors: kNotFound.
  absl::StatusOr<SessionView> Get(const RequestContext& context, const std::string& session_id, int limit) const;

  /// Errors: kNotFound.
  absl::Status Delete(const RequestContext& context, const std::string& session_id);

 private:
  SessionStore& store_;
  TurnReader reader_;
  Clock clock_;
  Limits limits_;
};

}  // namespace signalbox::memory
