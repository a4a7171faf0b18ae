#pragma once

#include <absl/status/statusor.h>

#include "common/postgres/pool.h"
#include "services/billing/domain/rate_card.h"

namespace signalbox::billing {

/// The rate cards the ledger was ever priced with. Any thread.
class PgRateStore {
 public:
  explicit PgRateStore(postgres::Pool& pool) : pool_(pool) {}

  /// Adds the card unless one of this name and text is there, and returns it with the ids of its rates. Idempotent,
  /// also between processes.
  absl::StatusOr<RateCard> Load(const RequestContext& context, RateCard card);

 private:
  postgres::Pool& pool_;
};

}  // namespace signalbox::billing
