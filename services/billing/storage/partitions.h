#pragma once

#include <mutex>
#include <set>

#include <absl/status/status.h>

#include "common/postgres/pool.h"
#include "services/billing/domain/calendar.h"

namespace signalbox::billing {

/// Sees to it that the months of the table `entry` exist. Any thread.
class Partitions {
 public:
  explicit Partitions(postgres::Pool& pool) : pool_(pool) {}

  /// Creates the partitions of these months that are missing. `months` are first days. Cheap once they are known.
  absl::Status Ensure(const RequestContext& context, const std::set<Day>& months);

  /// Looks again next time: somebody else may have dropped one.
  void Forget();

 private:
  postgres::Pool& pool_;
  std::mutex mutex_;  // Guards known_.
  std::set<Day> known_;
};

}  // namespace signalbox::billing
