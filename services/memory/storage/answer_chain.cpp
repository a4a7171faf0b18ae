#include "services/memory/storage/answer_chain.h"

#include <iterator>
#include <string>
#include <utility>

#include "common/status/macros.h"
#include "services/memory/storage/seal_purpose.h"
#include "services/memory/storage/session_turns.h"

namespace signalbox::memory {
namespace {

// However small its turns are, a conversation is not followed further back.
constexpr int kMaxSteps = 1000;

// Every turn is inside whose sums before it are at least the totals less the window; a chain is left when that ends.
constexpr char kChain[] =
    "WITH RECURSIVE chain AS ("
    " SELECT answer_key, previous_key, id, session_id, request_id, tokens_before, bytes_before, 1 AS step"
    " FROM answers WHERE answer_key = $1"
    " UNION ALL"
    " SELECT a.answer_key, a.previous_key, a.id, a.session_id, a.request_id, a.tokens_before, a.bytes_before, c.step + "
    "1"
    " FROM chain c JOIN answers a ON a.answer_key = c.previous_key"
    " WHERE c.tokens_before > $2 AND c.bytes_before > $3 AND c.step < $4)"
    " SELECT t.sequence, t.content, c.id, c.session_id, c.request_id"
    " FROM chain c JOIN answer_turns t ON t.answer_key = c.answer_key"
    " WHERE t.tokens_before >= $2 AND t.bytes_before >= $3"
    " ORDER BY t.sequence";

constexpr char kSessionPlace[] =
    "SELECT m.session_key, m.sequence, m.tokens_before, m.bytes_before"
    " FROM messages m JOIN sessions s ON s.session_key = m.session_key"
    " WHERE s.owner = $1 AND s.id = $2 AND m.request_id = $3"
    " ORDER BY m.position LIMIT 1";

/// What the session held when the request with that id was answered. A session that is gone, or has forgotten the
/// request, had something.
absl::StatusOr<History> SessionBefore(pqxx::work& transaction, const crypto::Sealer& sealer, const SessionKey& session,
                                      const std::string& request_id, const Reach& reach) {
  const pqxx::result rows = transaction.exec_params(kSessionPlace, session.owner, session.id, request_id);
  if (rows.empty()) return History{{}, true};
  const pqxx::row row = rows[0];
  return TurnsBefore(
      transaction, sealer, session,
      {row[0].as<std::int64_t>(), row[1].as<std::int64_t>(), row[2].as<std::int64_t>(), row[3].as<std::int64_t>()},
      reach);
}

}  // namespace

absl::StatusOr<History> TraceChain(pqxx::work& transaction, const crypto::Sealer& sealer, const std::string& owner,
                                   const AnswerPlace& place, const Reach& reach) {
  const pqxx::result rows = transaction.exec_params(kChain, place.answer_key, place.tokens_total - reach.max_tokens,
                                                    place.bytes_total - reach.max_bytes, kMaxSteps);
  History history;
  for (const pqxx::row& row : rows) {
    StoredTurn turn{row[0].as<std::int64_t>(), {}};
    const pqxx::binarystring sealed(row[1]);
    const AnswerKey answer{owner, row[2].as<std::string>()};
    ASSIGN_OR_RETURN(turn.content, sealer.Open(SealPurpose(answer, turn.sequence), sealed.str()));
    history.turns.push_back(std::move(turn));
  }
  const std::int64_t first = history.turns.empty() ? place.next_sequence : history.turns.front().sequence;
  history.older = first > 1;
  if (history.older || rows.empty()) return history;
  const SessionKey session{owner, rows[0][3].as<std::string>()};
  if (session.id.empty()) return history;
  ASSIGN_OR_RETURN(History before, SessionBefore(transaction, sealer, session, rows[0][4].as<std::string>(),
                                                 {reach.max_turns, reach.max_tokens - place.tokens_total,
                                                  reach.max_bytes - place.bytes_total}));
  std::move(history.turns.begin(), history.turns.end(), std::back_inserter(before.turns));
  return before;
}

}  // namespace signalbox::memory
