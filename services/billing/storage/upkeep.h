#pragma once

#include <thread>

#include "common/context/clock.h"
#include "services/billing/storage/partitions.h"
#include "services/billing/storage/pg_ledger.h"

namespace signalbox::billing {

/// What must be done regularly, on a thread of its own: partitions are made two months ahead, and the entries of the
/// last full hour are compared with their sums (`signalbox_billing_ledger_difference_*`, alarmed when not 0).
class Upkeep {
 public:
  Upkeep(Partitions& partitions, PgLedger& ledger, Clock clock);

  /// Does it once, then every ten minutes until the object is destroyed.
  /// Errors: those of the first time; then no thread is started.
  absl::Status Start();

 private:
  absl::Status MakePartitions();
  absl::Status CompareLastHour();
  void Run(const std::stop_token& stop);

  Partitions& partitions_;
  PgLedger& ledger_;
  Clock clock_;
  std::jthread thread_;
};

}  // namespace signalbox::billing
