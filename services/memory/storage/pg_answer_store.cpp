#include "services/memory/storage/pg_answer_store.h"

#include <utility>

#include "common/status/macros.h"
#include "services/memory/storage/answer_chain.h"
#include "services/memory/storage/seal_purpose.h"
#include "services/memory/storage/text_array.h"
#include "services/memory/storage/time.h"

namespace signalbox::memory {
namespace {

// Locked against being deleted until the commit.
constexpr char kLockPrevious[] =
    "SELECT answer_key, next_sequence, tokens_total, bytes_total FROM answers"
    " WHERE owner = $1 AND id = $2 FOR KEY SHARE";

constexpr char kInsertAnswer[] =
    "INSERT INTO answers (owner, id, request_id, previous_key, session_id, tokens_before, bytes_before, tokens_total,"
    " bytes_total, next_sequence, body, body_bytes, created_at, expires_at)"
    " VALUES ($1, $2, $3, nullif($4::bigint, 0), $5, $6, $7, $8, $9, $10, $11, $12, to_timestamp($13 / 1e6),"
    " to_timestamp($14 / 1e6))"
    " ON CONFLICT (owner, id) DO NOTHING RETURNING answer_key";

constexpr char kReadRequest[] = "SELECT request_id FROM answers WHERE owner = $1 AND id = $2";

constexpr char kInsertTurn[] =
    "INSERT INTO answer_turns (answer_key, sequence, tokens_before, bytes_before, content)"
    " VALUES ($1, $2, $3, $4, $5)";

constexpr char kInsertItems[] =
    "INSERT INTO answer_items (answer_key, owner, item_id) SELECT $1, $2, unnest($3::text[])"
    " ON CONFLICT (owner, item_id, answer_key) DO NOTHING";

constexpr char kReadPlace[] =
    "SELECT answer_key, next_sequence, tokens_total, bytes_total FROM answers"
    " WHERE owner = $1 AND id = $2 AND expires_at > to_timestamp($3 / 1e6)";

constexpr char kReadBody[] =
    "SELECT body FROM answers WHERE owner = $1 AND id = $2 AND expires_at > to_timestamp($3 / 1e6)";

constexpr char kReadTurns[] = "SELECT sequence, content FROM answer_turns WHERE answer_key = $1 ORDER BY sequence";

// The newest answer with each item: providers that count their items from zero use ids again.
constexpr char kFindHolders[] =
    "SELECT a.answer_key, a.id, a.body_bytes FROM answers a JOIN ("
    " SELECT DISTINCT ON (i.item_id) i.answer_key FROM answer_items i JOIN answers h ON h.answer_key = i.answer_key"
    " WHERE i.owner = $1 AND i.item_id = ANY($2::text[]) AND h.expires_at > to_timestamp($3 / 1e6)"
    " ORDER BY i.item_id, i.answer_key DESC) newest ON newest.answer_key = a.answer_key"
    " GROUP BY a.answer_key ORDER BY a.answer_key DESC";

constexpr char kReadBodyOf[] = "SELECT body FROM answers WHERE answer_key = $1";

constexpr char kDelete[] = "DELETE FROM answers WHERE owner = $1 AND id = $2 AND expires_at > to_timestamp($3 / 1e6)";

// What is continued goes after what continues it, which may be younger.
constexpr char kDeleteExpired[] =
    "DELETE FROM answers WHERE answer_key IN ("
    " SELECT e.answer_key FROM answers e WHERE e.expires_at <= to_timestamp($1 / 1e6)"
    " AND NOT EXISTS (SELECT 1 FROM answers f WHERE f.previous_key = e.answer_key)"
    " ORDER BY e.expires_at LIMIT $2 FOR UPDATE SKIP LOCKED)";

AnswerPlace PlaceFrom(const pqxx::row& row) {
  return {row[0].as<std::int64_t>(), row[1].as<std::int64_t>(), row[2].as<std::int64_t>(), row[3].as<std::int64_t>()};
}

/// Where the turns of a new answer begin.
AnswerPlace BeginningOf(pqxx::work& transaction, const NewAnswer& answer) {
  if (answer.previous_id.empty()) return {};
  const pqxx::result rows = transaction.exec_params(kLockPrevious, answer.key.owner, answer.previous_id);
  if (!rows.empty()) return PlaceFrom(rows[0]);
  AnswerPlace lost;
  lost.next_sequence = 2;  // Something came before the first turn, and is not there.
  return lost;
}

AnswerPlace EndOf(AnswerPlace place, const std::vector<NewTurn>& turns) {
  for (const NewTurn& turn : turns) {
    ++place.next_sequence;
    place.tokens_total += turn.tokens;
    place.bytes_total += static_cast<std::int64_t>(turn.content.size());
  }
  return place;
}

/// The key of the new row; 0 when the id is taken.
std::int64_t InsertAnswer(pqxx::work& transaction, const crypto::Sealer& sealer, const NewAnswer& answer,
                          const AnswerPlace& begin) {
  const AnswerPlace end = EndOf(begin, answer.turns);
  const std::string body = sealer.Seal(BodySealPurpose(answer.key), answer.body);
  const pqxx::result rows = transaction.exec_params(
      kInsertAnswer, answer.key.owner, answer.key.id, answer.request_id, begin.answer_key, answer.session_id,
      begin.tokens_total, begin.bytes_total, end.tokens_total, end.bytes_total, end.next_sequence,
      pqxx::binarystring(body), static_cast<std::int64_t>(answer.body.size()), ToMicros(answer.at),
      ToMicros(answer.expires_at));
  return rows.empty() ? 0 : rows[0][0].as<std::int64_t>();
}

void InsertTurns(pqxx::work& transaction, const crypto::Sealer& sealer, const NewAnswer& answer, AnswerPlace place) {
  for (const NewTurn& turn : answer.turns) {
    const std::string sealed = sealer.Seal(SealPurpose(answer.key, place.next_sequence), turn.content);
    transaction.exec_params0(kInsertTurn, place.answer_key, place.next_sequence, place.tokens_total, place.bytes_total,
                             pqxx::binarystring(sealed));
    ++place.next_sequence;
    place.tokens_total += turn.tokens;
    place.bytes_total += static_cast<std::int64_t>(turn.content.size());
  }
}

absl::StatusOr<std::string> OpenBody(const crypto::Sealer& sealer, const AnswerKey& answer, const pqxx::row& row) {
  const pqxx::binarystring sealed(row[0]);
  return sealer.Open(BodySealPurpose(answer), sealed.str());
}

}  // namespace

PgAnswerStore::PgAnswerStore(postgres::Pool& pool, crypto::Sealer sealer) : pool_(pool), sealer_(std::move(sealer)) {}

absl::StatusOr<bool> PgAnswerStore::Keep(const RequestContext& context, const NewAnswer& answer) {
  return pool_.InTransaction(context, [&](pqxx::work& transaction) -> absl::StatusOr<bool> {
    AnswerPlace place = BeginningOf(transaction, answer);
    const std::int64_t answer_key = InsertAnswer(transaction, sealer_, answer, place);
    if (answer_key == 0) {
      // A statement of its own sees what the insertion met.
      const pqxx::result rows = transaction.exec_params(kReadRequest, answer.key.owner, answer.key.id);
      return !rows.empty() && rows[0][0].as<std::string>() == answer.request_id;
    }
    place.answer_key = answer_key;
    InsertTurns(transaction, sealer_, answer, place);
    if (!answer.item_ids.empty()) {
      transaction.exec_params0(kInsertItems, answer_key, answer.key.owner, ToTextArray(answer.item_ids));
    }
    return true;
  });
}

absl::StatusOr<std::optional<History>> PgAnswerStore::Trace(const RequestContext& context, const AnswerKey& answer,
                                                            TimePoint now, const Reach& reach) {
  return pool_.InTransaction(context, [&](pqxx::work& transaction) -> absl::StatusOr<std::optional<History>> {
    const pqxx::result rows = transaction.exec_params(kReadPlace, answer.owner, answer.id, ToMicros(now));
    if (rows.empty()) return std::optional<History>();
    ASSIGN_OR_RETURN(History history, TraceChain(transaction, sealer_, answer.owner, PlaceFrom(rows[0]), reach));
    return std::optional<History>(std::move(history));
  });
}

absl::StatusOr<std::optional<std::string>> PgAnswerStore::Body(const RequestContext& context, const AnswerKey& answer,
                                                               TimePoint now) {
  return pool_.InTransaction(context, [&](pqxx::work& transaction) -> absl::StatusOr<std::optional<std::string>> {
    const pqxx::result rows = transaction.exec_params(kReadBody, answer.owner, answer.id, ToMicros(now));
    if (rows.empty()) return std::optional<std::string>();
    ASSIGN_OR_RETURN(std::string body, OpenBody(sealer_, answer, rows[0]));
    return std::optional<std::string>(std::move(body));
  });
}

absl::StatusOr<std::optional<std::vector<std::string>>> PgAnswerStore::Turns(const RequestContext& context,
                                                                             const AnswerKey& answer, TimePoint now) {
  using Found = std::optional<std::vector<std::string>>;
  return pool_.InTransaction(context, [&](pqxx::work& transaction) -> absl::StatusOr<Found> {
    const pqxx::result rows = transaction.exec_params(kReadPlace, answer.owner, answer.id, ToMicros(now));
    if (rows.empty()) return Found();
    std::vector<std::string> turns;
    for (const pqxx::row& row : transaction.exec_params(kReadTurns, PlaceFrom(rows[0]).answer_key)) {
      const pqxx::binarystring sealed(row[1]);
      ASSIGN_OR_RETURN(std::string turn, sealer_.Open(SealPurpose(answer, row[0].as<std::int64_t>()), sealed.str()));
      turns.push_back(std::move(turn));
    }
    return Found(std::move(turns));
  });
}

absl::StatusOr<std::optional<std::vector<std::string>>> PgAnswerStore::BodiesWith(
    const RequestContext& context, const std::string& owner, const std::vector<std::string>& item_ids, TimePoint now,
    std::int64_t max_bytes) {
  using Found = std::optional<std::vector<std::string>>;
  return pool_.InTransaction(context, [&](pqxx::work& transaction) -> absl::StatusOr<Found> {
    const pqxx::result holders = transaction.exec_params(kFindHolders, owner, ToTextArray(item_ids), ToMicros(now));
    std::int64_t bytes = 0;
    for (const pqxx::row& row : holders) bytes += row[2].as<std::int64_t>();
    if (bytes > max_bytes) return Found();
    std::vector<std::string> bodies;
    for (const pqxx::row& row : holders) {
      const pqxx::result rows = transaction.exec_params(kReadBodyOf, row[0].as<std::int64_t>());
      if (rows.empty()) continue;  // Deleted since.
      ASSIGN_OR_RETURN(std::string body, OpenBody(sealer_, {owner, row[1].as<std::string>()}, rows[0]));
      bodies.push_back(std::move(body));
    }
    return Found(std::move(bodies));
  });
}

absl::StatusOr<bool> PgAnswerStore::Delete(const RequestContext& context, const AnswerKey& answer, TimePoint now) {
  return pool_.InTransaction(context, [&](pqxx::work& transaction) -> absl::StatusOr<bool> {
    return transaction.exec_params0(kDelete, answer.owner, answer.id, ToMicros(now)).affected_rows() > 0;
  });
}

absl::StatusOr<std::int64_t> PgAnswerStore::DeleteExpired(const RequestContext& context, TimePoint now,
                                                          std::int64_t limit) {
  return pool_.InTransaction(context, [&](pqxx::work& transaction) -> absl::StatusOr<std::int64_t> {
    return static_cast<std::int64_t>(transaction.exec_params0(kDeleteExpired, ToMicros(now), limit).affected_rows());
  });
}

}  // namespace signalbox::memory
