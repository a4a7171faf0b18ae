#pragma once

#include "common/crypto/secret.h"
#include "common/postgres/pool.h"
#include "services/memory/domain/answer_store.h"

namespace signalbox::memory {

/// Keeps answers in PostgreSQL, turns and bodies sealed. Any thread.
class PgAnswerStore : public AnswerStore {
 public:
  /// `pool` outlives the store.
  PgAnswerStore(postgres::Pool& pool, crypto::Sealer sealer);

  absl::StatusOr<bool> Keep(const RequestContext& context, const NewAnswer& answer) override;
  absl::StatusOr<std::optional<History>> Trace(const RequestContext& context, const AnswerKey& answer, TimePoint now,
                                               const Reach& reach) override;
  absl::StatusOr<std::optional<std::string>> Body(const RequestContext& context, const AnswerKey& answer,
                                                  TimePoint now) override;
  absl::StatusOr<std::optional<std::vector<std::string>>> Turns(const RequestContext& context, const AnswerKey& answer,
                                                                TimePoint now) override;
  absl::StatusOr<std::optional<std::vector<std::string>>> BodiesWith(const RequestContext& context,
                                                                     const std::string& owner,
                                                                     const std::vector<std::string>& item_ids,
                                                                     TimePoint now, std::int64_t max_bytes) override;
  absl::StatusOr<bool> Delete(const RequestContext& context, const AnswerKey& answer, TimePoint now) override;
  absl::StatusOr<std::int64_t> DeleteExpired(const RequestContext& context, TimePoint now, std::int64_t limit) override;

 private:
  postgres::Pool& pool_;
  crypto::Sealer sealer_;
};

}  // namespace signalbox::memory
