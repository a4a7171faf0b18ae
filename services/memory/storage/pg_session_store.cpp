#include "services/memory/storage/pg_session_store.h"

#include <algorithm>
#include <utility>

#include "services/memory/storage/seal_purpose.h"
#include "services/memory/storage/session_turns.h"
#include "services/memory/storage/time.h"

namespace signalbox::memory {
namespace {

// Creates the session or locks the row that is there; either way nobody else appends until the commit.
constexpr char kLockSession[] =
    "INSERT INTO sessions (owner, id, created_at, updated_at)"
    " VALUES ($1, $2, to_timestamp($3 / 1e6), to_timestamp($3 / 1e6))"
    " ON CONFLICT (owner, id) DO UPDATE SET owner = sessions.owner"
    " RETURNING session_key, message_count, next_sequence, tokens_total, bytes_total";

constexpr char kSeen[] = "SELECT 1 FROM messages WHERE session_key = $1 AND request_id = $2 LIMIT 1";

constexpr char kInsertMessage[] =
    "INSERT INTO messages (session_key, sequence, request_id, position, tokens_before, bytes_before, content)"
    " VALUES ($1, $2, $3, $4, $5, $6, $7)";

constexpr char kForgetOldest[] = "DELETE FROM messages WHERE session_key = $1 AND sequence < $2";

constexpr char kUpdateSession[] =
    "UPDATE sessions SET message_count = $2, next_sequence = $3, tokens_total = $4, bytes_total = $5,"
    " updated_at = to_timestamp($6 / 1e6) WHERE session_key = $1";

constexpr char kReadTotals[] =
    "SELECT session_key, message_count, next_sequence, tokens_total, bytes_total"
    " FROM sessions WHERE owner = $1 AND id = $2";

constexpr char kFind[] =
    "SELECT id, message_count, (extract(epoch FROM created_at) * 1e6)::bigint,"
    " (extract(epoch FROM updated_at) * 1e6)::bigint"
    " FROM sessions WHERE owner = $1 AND id = $2";

constexpr char kList[] =
    "SELECT id, message_count, (extract(epoch FROM created_at) * 1e6)::bigint,"
    " (extract(epoch FROM updated_at) * 1e6)::bigint"
    " FROM sessions WHERE owner = $1 ORDER BY updated_at DESC, session_key DESC LIMIT $2 OFFSET $3";

constexpr char kCount[] = "SELECT count(*) FROM sessions WHERE owner = $1";

constexpr char kDelete[] = "DELETE FROM sessions WHERE owner = $1 AND id = $2";

/// The columns of a session that an append moves on.
struct Totals {
  std::int64_t session_key = 0;
  std::int64_t message_count = 0;
  std::int64_t next_sequence = 1;
  std::int64_t tokens = 0;
  std::int64_t bytes = 0;
};

Totals TotalsFrom(const pqxx::row& row) {
  return {row[0].as<std::int64_t>(), row[1].as<std::int64_t>(), row[2].as<std::int64_t>(), row[3].as<std::int64_t>(),
          row[4].as<std::int64_t>()};
}

Session SessionFrom(const pqxx::row& row) {
  return {row[0].as<std::string>(), row[1].as<std::int64_t>(), FromMicros(row[2].as<std::int64_t>()),
          FromMicros(row[3].as<std::int64_t>())};
}

void InsertTurns(pqxx::work& transaction, const crypto::Sealer& sealer, const Append& append, Totals& totals) {
  int position = 0;
  for (const NewTurn& turn : append.turns) {
    const std::string sealed = sealer.Seal(SealPurpose(append.session, totals.next_sequence), turn.content);
    transaction.exec_params(kInsertMessage, totals.session_key, totals.next_sequence, append.request_id, position,
                            totals.tokens, totals.bytes, pqxx::binarystring(sealed));
    ++position;
    ++totals.next_sequence;
    totals.tokens += turn.tokens;
    totals.bytes += static_cast<std::int64_t>(turn.content.size());
  }
  totals.message_count += position;
}

void ForgetBeyond(pqxx::work& transaction, std::int64_t max_turns, Totals& totals) {
  if (totals.message_count <= max_turns) return;
  transaction.exec_params(kForgetOldest, totals.session_key, totals.next_sequence - max_turns);
  totals.message_count = max_turns;
}

}  // namespace

PgSessionStore::PgSessionStore(postgres::Pool& pool, crypto::Sealer sealer) : pool_(pool), sealer_(std::move(sealer)) {}

absl::StatusOr<std::int64_t> PgSessionStore::AppendTurns(const RequestContext& context, const Append& append) {
  return pool_.InTransaction(context, [&](pqxx::work& transaction) -> absl::StatusOr<std::int64_t> {
    const std::int64_t now = ToMicros(append.at);
    // A statement of its own: the next one must see the messages of whoever had the lock before us.
    Totals totals = TotalsFrom(transaction.exec_params1(kLockSession, append.session.owner, append.session.id, now));
    if (!transaction.exec_params(kSeen, totals.session_key, append.request_id).empty()) return totals.message_count;
    InsertTurns(transaction, sealer_, append, totals);
    ForgetBeyond(transaction, append.max_turns, totals);
    transaction.exec_params0(kUpdateSession, totals.session_key, totals.message_count, totals.next_sequence,
                             totals.tokens, totals.bytes, now);
    return totals.message_count;
  });
}

absl::StatusOr<History> PgSessionStore::Newest(const RequestContext& context, const SessionKey& session,
                                               const Reach& reach) {
  return pool_.InTransaction(context, [&](pqxx::work& transaction) -> absl::StatusOr<History> {
    const pqxx::result found = transaction.exec_params(kReadTotals, session.owner, session.id);
    if (found.empty()) return History();
    const Totals totals = TotalsFrom(found[0]);
    return TurnsBefore(transaction, sealer_, session,
                       {totals.session_key, totals.next_sequence, totals.tokens, totals.bytes}, reach);
  });
}

absl::StatusOr<std::optional<Session>> PgSessionStore::Find(const RequestContext& context, const SessionKey& session) {
  return pool_.InTransaction(context, [&](pqxx::work& transaction) -> absl::StatusOr<std::optional<Session>> {
    const pqxx::result rows = transaction.exec_params(kFind, session.owner, session.id);
    if (rows.empty()) return std::optional<Session>();
    return std::optional<Session>(SessionFrom(rows[0]));
  });
}

absl::StatusOr<SessionPage> PgSessionStore::List(const RequestContext& context, const std::string& owner, int limit,
                                                 int offset) {
  return pool_.InTransaction(context, [&](pqxx::work& transaction) -> absl::StatusOr<SessionPage> {
    SessionPage page;
    for (const pqxx::row& row : transaction.exec_params(kList, owner, limit, offset)) {
      page.sessions.push_back(SessionFrom(row));
    }
    page.total = transaction.exec_params1(kCount, owner)[0].as<std::int64_t>();
    return page;
  });
}

absl::StatusOr<bool> PgSessionStore::Delete(const RequestContext& context, const SessionKey& session) {
  return pool_.InTransaction(context, [&](pqxx::work& transaction) -> absl::StatusOr<bool> {
    return transaction.exec_params0(kDelete, session.owner, session.id).affected_rows() > 0;
  });
}

}  // namespace signalbox::memory
