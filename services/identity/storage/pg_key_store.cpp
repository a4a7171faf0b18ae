#include "services/identity/storage/pg_key_store.h"

#include <map>

#include "common/context/ids.h"
#include "services/identity/storage/key_announcement.h"
#include "services/identity/storage/key_rows.h"

namespace signalbox::identity {
namespace {

// One statement, so that key and revision are of one snapshot.
const std::string kFindByHash = "SELECT " + kKeyColumns +
                                ", (SELECT value FROM key_revision) FROM api_key k"
                                " WHERE k.secret_hash = $1 AND k.deleted_at IS NULL";
const std::string kFindById = "SELECT " + kKeyColumns +
                              ", (SELECT value FROM key_revision) FROM api_key k"
                              " WHERE k.id = $1 AND k.deleted_at IS NULL";
constexpr int kRevisionColumn = 14;

constexpr char kMatches[] =
    " FROM api_key k WHERE k.deleted_at IS NULL AND ($1 = '' OR k.team_id = $1) AND ($2 = '' OR k.user_id = $2)"
    " AND ($3 = '' OR position(lower($3) IN lower(k.name)) > 0"
    "      OR position(lower($3) IN lower(coalesce(k.alias, ''))) > 0)";
const std::string kCountMatches = std::string("SELECT count(*)") + kMatches;
const std::string kListMatches =
    "SELECT " + kKeyColumns + kMatches + " ORDER BY k.created_at DESC, k.id DESC LIMIT $4 OFFSET $5";

// In one order, so that two changes of the same keys never wait for each other.
constexpr char kLock[] =
    "SELECT k.id, k.secret_hash FROM api_key k"
    " WHERE k.deleted_at IS NULL AND (k.id = ANY($1::uuid[]) OR k.secret_hash = ANY($2::bytea[]))"
    " ORDER BY k.id FOR UPDATE";

const std::string kUpdate =
    "UPDATE api_key k SET name = coalesce($2, name), alias = CASE WHEN $3::text IS NULL THEN alias ELSE nullif($3, '') "
    "END,"
    " models = coalesce($4::jsonb, models),"
    " expires_at = CASE WHEN $5 THEN 'epoch'::timestamptz + $6::bigint * interval '1 microsecond' ELSE expires_at END,"
    " updated_at = 'epoch'::timestamptz + $7::bigint * interval '1 microsecond'"
    " WHERE k.id = $1 RETURNING " +
    kKeyColumns;

constexpr char kBlock[] =
    "UPDATE api_key SET blocked = true, updated_at = 'epoch'::timestamptz + $2::bigint * interval '1 microsecond'"
    " WHERE id = ANY($1::uuid[])";
constexpr char kUnblock[] =
    "UPDATE api_key SET blocked = false, updated_at = 'epoch'::timestamptz + $2::bigint * interval '1 microsecond'"
    " WHERE id = ANY($1::uuid[])";
constexpr char kDelete[] =
    "UPDATE api_key SET secret_hash = NULL, deleted_at = 'epoch'::timestamptz + $2::bigint * interval '1 microsecond'"
    " WHERE id = ANY($1::uuid[])";

constexpr char kNames[] = "SELECT id, name FROM api_key WHERE id = ANY($1::uuid[])";

const char* StatementOf(KeyAction action) {
  switch (action) {
    case KeyAction::kBlock:
      return kBlock;
    case KeyAction::kUnblock:
      return kUnblock;
    case KeyAction::kDelete:
      return kDelete;
  }
  return kBlock;
}

pqxx::result FindRow(pqxx::work& transaction, const KeyReference& reference) {
  if (const auto* hash = std::get_if<SecretHash>(&reference)) {
    // Every request with a key that a gateway does not remember comes here.
    transaction.conn().prepare("find_key_by_hash", kFindByHash);
    return transaction.exec_prepared("find_key_by_hash", Bytes(*hash));
  }
  return transaction.exec_params(kFindById, std::get<KeyId>(reference).text);
}

// The ids of the locked keys in the order of `references`, each once; nullopt when one is missing.
std::optional<std::vector<std::string>> Lock(pqxx::work& transaction, const std::vector<KeyReference>& references) {
  std::vector<std::string> ids;
  std::vector<SecretHash> hashes;
  for (const KeyReference& reference : references) {
    if (const auto* id = std::get_if<KeyId>(&reference)) ids.push_back(id->text);
    if (const auto* hash = std::get_if<SecretHash>(&reference)) hashes.push_back(*hash);
  }
  std::map<KeyReference, std::string> found;
  for (const pqxx::row& row : transaction.exec_params(kLock, UuidArray(ids), ByteaArray(hashes))) {
    const auto id = row[0].as<std::string>();
    found[KeyId{id}] = id;
    found[SecretHash{pqxx::binarystring(row[1]).str()}] = id;
  }
  std::vector<std::string> locked;
  std::map<std::string, bool> seen;
  for (const KeyReference& reference : references) {
    const auto it = found.find(reference);
    if (it == found.end()) return std::nullopt;
    if (!std::exchange(seen[it->second], true)) locked.push_back(it->second);
  }
  return locked;
}

}  // namespace

absl::Status PgKeyStore::Insert(const RequestContext& context, const ApiKey& key, const SecretHash& hash) {
  return pool_.InTransaction(context, [&](pqxx::work& transaction) {
    InsertKey(transaction, key, hash);
    return absl::OkStatus();
  });
}

absl::StatusOr<std::optional<KeyAtRevision>> PgKeyStore::Find(const RequestContext& context,
                                                              const KeyReference& reference) {
  using Found = std::optional<KeyAtRevision>;
  return pool_.InTransaction(context, [&](pqxx::work& transaction) -> absl::StatusOr<Found> {
    const pqxx::result rows = FindRow(transaction, reference);
    if (rows.empty()) return Found();
    return Found({KeyFrom(rows[0]), rows[0][kRevisionColumn].as<std::int64_t>()});
  });
}

absl::StatusOr<KeyPage> PgKeyStore::List(const RequestContext& context, const KeyFilter& filter) {
  return pool_.InTransaction(context, [&](pqxx::work& transaction) -> absl::StatusOr<KeyPage> {
    KeyPage page;
    page.total =
        transaction.exec_params1(kCountMatches, filter.team_id, filter.user_id, filter.search)[0].as<std::int64_t>();
    for (const pqxx::row& row : transaction.exec_params(kListMatches, filter.team_id, filter.user_id, filter.search,
                                                        filter.limit, filter.offset)) {
      page.keys.push_back(KeyFrom(row));
    }
    return page;
  });
}

absl::StatusOr<std::optional<ApiKey>> PgKeyStore::Update(const RequestContext& context, const KeyReference& reference,
                                                         const KeyChangeset& changes) {
  using Changed = std::optional<ApiKey>;
  return pool_.InTransaction(context, [&](pqxx::work& transaction) -> absl::StatusOr<Changed> {
    const std::optional<std::vector<std::string>> ids = Lock(transaction, {reference});
    if (!ids) return Changed();
    const std::optional<std::string> models = changes.models ? std::optional(ToJson(*changes.models)) : std::nullopt;
    const pqxx::row row = transaction.exec_params1(
        kUpdate, ids->front(), changes.name, changes.alias, models, changes.expires_at.has_value(),
        ToMicros(changes.expires_at.value_or(std::nullopt)), ToMicros(changes.updated_at));
    Announce(transaction, *ids);
    return Changed(KeyFrom(row));
  });
}

absl::StatusOr<std::optional<std::vector<std::string>>> PgKeyStore::Apply(const RequestContext& context,
                                                                          KeyAction action,
                                                                          const std::vector<KeyReference>& references,
                                                                          TimePoint now) {
  using Ids = std::optional<std::vector<std::string>>;
  return pool_.InTransaction(context, [&](pqxx::work& transaction) -> absl::StatusOr<Ids> {
    Ids ids = Lock(transaction, references);
    if (!ids) return Ids();
    transaction.exec_params(StatementOf(action), UuidArray(*ids), ToMicros(now));
    Announce(transaction, *ids);
    return ids;
  });
}

absl::StatusOr<std::vector<std::string>> PgKeyStore::NamesOf(const RequestContext& context,
                                                             const std::vector<std::string>& ids) {
  std::vector<std::string> ours;
  for (const std::string& id : ids) {
    if (IsUuid(id)) ours.push_back(id);
  }
  std::vector<std::string> names(ids.size());
  if (ours.empty()) return names;
  return pool_.InTransaction(context, [&](pqxx::work& transaction) -> absl::StatusOr<std::vector<std::string>> {
    std::map<std::string, std::string> by_id;
    for (const pqxx::row& row : transaction.exec_params(kNames, UuidArray(ours))) {
      by_id[row[0].as<std::string>()] = row[1].as<std::string>();
    }
    for (size_t i = 0; i < ids.size(); ++i) names[i] = by_id[ids[i]];
    return names;
  });
}

}  // namespace signalbox::identity
