#pragma once

#include "common/postgres/pool.h"
#include "services/billing/domain/ledger_store.h"
#include "services/billing/storage/partitions.h"

namespace signalbox::billing {

/// By how much the entries of an hour and their sums disagree; always nothing unless somebody wrote past this service.
struct Difference {
  Nanos cost;
  std::int64_t entries = 0;
};

/// The ledger in PostgreSQL. Any thread.
class PgLedger : public LedgerStore {
 public:
  PgLedger(postgres::Pool& pool, Partitions& partitions) : pool_(pool), partitions_(partitions) {}

  absl::StatusOr<std::int64_t> Add(const RequestContext& context, const std::vector<LedgerEntry>& entries) override;
  absl::StatusOr<EntryPage> Find(const RequestContext& context, const EntryQuery& query) override;
  absl::StatusOr<std::vector<KeySums>> SumByKey(const RequestContext& context, const std::vector<std::string>& key_ids,
                                                int limit) override;

  /// Compares the entries that began in the hour of `time` with their sums.
  absl::StatusOr<Difference> CheckHour(const RequestContext& context, TimePoint time);

 private:
  postgres::Pool& pool_;
  Partitions& partitions_;
};

}  // namespace signalbox::billing
