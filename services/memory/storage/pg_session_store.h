#pragma once

#include "common/crypto/secret.h"
#include "common/postgres/pool.h"
#include "services/memory/domain/session_store.h"

namespace signalbox::memory {

/// Keeps sessions in PostgreSQL, every message sealed. Any thread.
class PgSessionStore : public SessionStore {
 public:
  /// `pool` outlives the store.
  PgSessionStore(postgres::Pool& pool, crypto::Sealer sealer);

  absl::StatusOr<std::int64_t> AppendTurns(const RequestContext& context, const Append& append) override;
  absl::StatusOr<History> Newest(const RequestContext& context, const SessionKey& session, const Reach& reach) override;
  absl::StatusOr<std::optional<Session>> Find(const RequestContext& context, const SessionKey& session) override;
  absl::StatusOr<SessionPage> List(const RequestContext& context, const std::string& owner, int limit,
                                   int offset) override;
  absl::StatusOr<bool> Delete(const RequestContext& context, const SessionKey& session) override;

 private:
  postgres::Pool& pool_;
  crypto::Sealer sealer_;
};

}  // namespace signalbox::memory
