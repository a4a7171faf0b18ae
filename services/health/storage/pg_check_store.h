#pragma once

#include "common/postgres/pool.h"
#include "services/health/domain/check_store.h"

namespace signalbox::health {

/// Keeps checks and claims in PostgreSQL; claims go by the database's clock, the only one that replicas share. Any
/// thread.
class PgCheckStore : public CheckStore {
 public:
  /// `pool` outlives the store.
  explicit PgCheckStore(postgres::Pool& pool) : pool_(pool) {}

  absl::StatusOr<std::vector<std::string>> Claim(const RequestContext& context, std::vector<std::string> account_ids,
                                                 std::chrono::milliseconds lease) override;
  absl::Status Release(const RequestContext& context, std::vector<std::string> account_ids) override;
  absl::Status Add(const RequestContext& context, const std::vector<Check>& checks) override;
  absl::StatusOr<RecentChecks> Recent(const RequestContext& context,
                                      const std::vector<std::string>& account_ids) override;
  absl::StatusOr<std::vector<Check>> History(const RequestContext& context, const std::string& account_id,
                                             int limit) override;
  absl::Status Prune(const RequestContext& context, TimePoint oldest, std::int64_t max_checks) override;

 private:
  postgres::Pool& pool_;
};

}  // namespace signalbox::health
