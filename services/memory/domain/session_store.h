#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include <absl/status/statusor.h>

#include "common/context/clock.h"
#include "common/context/request_context.h"
#include "services/memory/domain/turn.h"

namespace signalbox::memory {

/// Names a session: the same id of another owner is another session.
struct SessionKey {
  std::string owner;
  std::string id;

  friend bool operator==(const SessionKey&, const SessionKey&) = default;
};

/// A remembered conversation, without its turns.
struct Session {
  std::string id;
  std::int64_t message_count = 0;
  TimePoint created_at;
  TimePoint updated_at;

  friend bool operator==(const Session&, const Session&) = default;
};

/// Some of an owner's sessions, last used first, and how many there are.
struct SessionPage {
  std::vector<Session> sessions;
  std::int64_t total = 0;
};

/// The turns of one answered request.
struct Append {
  SessionKey session;
  std::string request_id;
  std::vector<NewTurn> turns;
  TimePoint at;
  std::int64_t max_turns = 0;  ///< Kept in the session afterwards; the oldest go first.

  friend bool operator==(const Append&, const Append&) = default;
};

/// How far back to read: whichever bound is met first. All positive.
struct Reach {
  std::int64_t max_turns = 0;
  std::int64_t max_tokens = 0;
  std::int64_t max_bytes = 0;

  friend bool operator==(const Reach&, const Reach&) = default;
};

/// The newest turns of a session, oldest first, without a gap.
struct History {
  std::vector<StoredTurn> turns;
  bool older = false;  ///< The session had turns before these, whether or not they are still kept.
};

/// Where sessions are kept, sealed. Any thread; every call blocks and is one transaction.
class SessionStore {
 public:
  virtual ~SessionStore() = default;

  /// Adds the turns after the session's last one, all or none, creating the session if it is new; appends to one
  /// session follow one another. A request id that the session has seen adds nothing. Returns the turns kept
  /// afterwards.
  virtual absl::StatusOr<std::int64_t> AppendTurns(const RequestContext& context, const Append& append) = 0;

  /// A session that does not exist has no turns. Errors: kDataLoss when a turn cannot be unsealed.
  virtual absl::StatusOr<History> Newest(const RequestContext& context, const SessionKey& session,
                                         const Reach& reach) = 0;

  virtual absl::StatusOr<std::optional<Session>> Find(const RequestContext& context, const SessionKey& session) = 0;

  virtual absl::StatusOr<SessionPage> List(const RequestContext& context, const std::string& owner, int limit,
                                           int offset) = 0;

  /// Forgets the session with all its turns. False when there is none.
  virtual absl::StatusOr<bool> Delete(const RequestContext& context, const SessionKey& session) = 0;
};

}  // namespace signalbox::memory
