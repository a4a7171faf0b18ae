#pragma once

#include "common/postgres/pool.h"
#include "services/identity/domain/admin_store.h"

namespace signalbox::identity {

/// People and sessions in PostgreSQL. A user has at most 20 sessions.
class PgAdminStore : public AdminStore {
 public:
  explicit PgAdminStore(postgres::Pool& pool) : pool_(pool) {}

  absl::StatusOr<std::optional<User>> FindUser(const RequestContext& context, const std::string& email) override;
  absl::Status AddSession(const RequestContext& context, const std::string& user_id, const SecretHash& token,
                          TimePoint now, TimePoint expires_at) override;
  absl::StatusOr<std::optional<Session>> FindSession(const RequestContext& context, const SecretHash& token) override;
  absl::StatusOr<bool> AddFirst(const RequestContext& context, const User& user, const ApiKey& key,
                                const SecretHash& key_hash) override;
  absl::StatusOr<bool> HasUsers(const RequestContext& context) override;

 private:
  postgres::Pool& pool_;
};

}  // namespace signalbox::identity
