#include "services/identity/storage/pg_admin_store.h"

#include "services/identity/storage/key_rows.h"

namespace signalbox::identity {
namespace {

constexpr int kSessionsPerUser = 20;

constexpr char kFindUser[] =
    "SELECT id, email, password_hash, must_change_password, role, (extract(epoch FROM created_at) * 1000000)::bigint"
    " FROM app_user WHERE email = $1";
constexpr char kAddUser[] =
    "INSERT INTO app_user (id, email, password_hash, must_change_password, role, created_at)"
    " VALUES ($1, $2, $3, $4, $5, 'epoch'::timestamptz + $6::bigint * interval '1 microsecond')";
constexpr char kHasUsers[] = "SELECT EXISTS (SELECT 1 FROM app_user)";

// Those who would be first wait for each other here.
constexpr char kLockFirst[] = "SELECT pg_advisory_xact_lock(hashtext('signalbox.identity.first_admin'))";

// Two sign-ins of one person at once must not each keep the other's leftovers.
constexpr char kLockUser[] = "SELECT 1 FROM app_user WHERE id = $1 FOR UPDATE";
constexpr char kDropSessions[] =
    "DELETE FROM session WHERE expires_at <= 'epoch'::timestamptz + $2::bigint * interval '1 microsecond'"
    " OR token_hash IN (SELECT token_hash FROM session WHERE user_id = $1 ORDER BY created_at DESC OFFSET $3)";
constexpr char kAddSession[] =
    "INSERT INTO session (token_hash, user_id, created_at, expires_at)"
    " VALUES ($1, $2, 'epoch'::timestamptz + $3::bigint * interval '1 microsecond',"
    " 'epoch'::timestamptz + $4::bigint * interval '1 microsecond')";
constexpr char kFindSession[] =
    "SELECT s.user_id, u.role, (extract(epoch FROM s.expires_at) * 1000000)::bigint, (SELECT value FROM key_revision)"
    " FROM session s JOIN app_user u ON u.id = s.user_id WHERE s.token_hash = $1";

constexpr char kProxyAdmin[] = "proxy_admin";

Role RoleFrom(const std::string& text) {
  return text == kProxyAdmin ? Role::kProxyAdmin : Role::kNone;
}

bool AnyUser(pqxx::work& transaction) {
  return transaction.exec1(kHasUsers)[0].as<bool>();
}

}  // namespace

absl::StatusOr<std::optional<User>> PgAdminStore::FindUser(const RequestContext& context, const std::string& email) {
  using Found = std::optional<User>;
  return pool_.InTransaction(context, [&](pqxx::work& transaction) -> absl::StatusOr<Found> {
    const pqxx::result rows = transaction.exec_params(kFindUser, email);
    if (rows.empty()) return Found();
    const pqxx::row row = rows[0];
    return Found({row[0].as<std::string>(), row[1].as<std::string>(), row[2].as<std::string>(), row[3].as<bool>(),
                  RoleFrom(row[4].as<std::string>()), FromMicros(row[5].as<std::int64_t>())});
  });
}

absl::Status PgAdminStore::AddSession(const RequestContext& context, const std::string& user_id,
                                      const SecretHash& token, TimePoint now, TimePoint expires_at) {
  return pool_.InTransaction(context, [&](pqxx::work& transaction) {
    transaction.exec_params(kLockUser, user_id);
    transaction.exec_params(kDropSessions, user_id, ToMicros(now), kSessionsPerUser - 1);
    transaction.exec_params(kAddSession, Bytes(token), user_id, ToMicros(now), ToMicros(expires_at));
    return absl::OkStatus();
  });
}

absl::StatusOr<std::optional<Session>> PgAdminStore::FindSession(const RequestContext& context,
                                                                 const SecretHash& token) {
  using Found = std::optional<Session>;
  return pool_.InTransaction(context, [&](pqxx::work& transaction) -> absl::StatusOr<Found> {
    const pqxx::result rows = transaction.exec_params(kFindSession, Bytes(token));
    if (rows.empty()) return Found();
    const pqxx::row row = rows[0];
    return Found({row[0].as<std::string>(), RoleFrom(row[1].as<std::string>()), FromMicros(row[2].as<std::int64_t>()),
                  row[3].as<std::int64_t>()});
  });
}

absl::StatusOr<bool> PgAdminStore::AddFirst(const RequestContext& context, const User& user, const ApiKey& key,
                                            const SecretHash& key_hash) {
  return pool_.InTransaction(context, [&](pqxx::work& transaction) -> absl::StatusOr<bool> {
    transaction.exec(kLockFirst);
    if (AnyUser(transaction)) return false;
    transaction.exec_params(kAddUser, user.id, user.email, user.password_hash, user.must_change_password, kProxyAdmin,
                            ToMicros(user.created_at));
    InsertKey(transaction, key, key_hash);
    return true;
  });
}

absl::StatusOr<bool> PgAdminStore::HasUsers(const RequestContext& context) {
  return pool_.InTransaction(context,
                             [](pqxx::work& transaction) -> absl::StatusOr<bool> { return AnyUser(transaction); });
}

}  // namespace signalbox::identity
