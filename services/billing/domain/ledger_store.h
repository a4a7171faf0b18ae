#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include <absl/status/statusor.h>

#include "common/context/request_context.h"
#include "services/billing/domain/entry.h"
#include "services/billing/domain/queries.h"

namespace signalbox::billing {

/// Where the ledger keeps its books. Each call is one transaction. Any thread.
class LedgerStore {
 public:
  virtual ~LedgerStore() = default;

  /// Adds the entries that are not there yet, and exactly those to the sums. Returns how many were added.
  /// `entries` are sorted by start_time and entry_id, so that concurrent calls take their locks in one order.
  virtual absl::StatusOr<std::int64_t> Add(const RequestContext& context, const std::vector<LedgerEntry>& entries) = 0;

  virtual absl::StatusOr<EntryPage> Find(const RequestContext& context, const EntryQuery& query) = 0;

  /// Sums of `key_ids`, or of every key when it is empty; largest spend first, at most `limit`, 0 for all.
  virtual absl::StatusOr<std::vector<KeySums>> SumByKey(const RequestContext& context,
                                                        const std::vector<std::string>& key_ids, int limit) = 0;
};

/// Hears what people should know about. Called on the thread that records; must be quick.
class LedgerObserver {
 public:
  virtual ~LedgerObserver() = default;
  virtual void Unpriced(const LedgerEntry& entry) = 0;
  virtual void Quarantined(const LedgerEntry& entry) = 0;
};

}  // namespace signalbox::billing
