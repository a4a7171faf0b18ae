#include "services/memory/storage/session_turns.h"

#include <utility>

#include "common/status/macros.h"
#include "services/memory/storage/seal_purpose.h"

namespace signalbox::memory {
namespace {

// Bounded above as well: a message that was appended since the place was read is not part of it.
constexpr char kNewest[] =
    "SELECT sequence, content FROM messages"
    " WHERE session_key = $1 AND sequence >= $2 AND sequence < $3 AND tokens_before >= $4 AND bytes_before >= $5"
    " ORDER BY sequence";

}  // namespace

absl::StatusOr<History> TurnsBefore(pqxx::work& transaction, const crypto::Sealer& sealer, const SessionKey& session,
                                    const SessionPlace& place, const Reach& reach) {
  History history;
  const pqxx::result rows =
      transaction.exec_params(kNewest, place.session_key, place.sequence - reach.max_turns, place.sequence,
                              place.tokens - reach.max_tokens, place.bytes - reach.max_bytes);
  for (const pqxx::row& row : rows) {
    StoredTurn turn{row[0].as<std::int64_t>(), {}};
    const pqxx::binarystring sealed(row[1]);
    ASSIGN_OR_RETURN(turn.content, sealer.Open(SealPurpose(session, turn.sequence), sealed.str()));
    history.turns.push_back(std::move(turn));
  }
  const std::int64_t first = history.turns.empty() ? place.sequence : history.turns.front().sequence;
  history.older = first > 1;
  return history;
}

}  // namespace signalbox::memory
