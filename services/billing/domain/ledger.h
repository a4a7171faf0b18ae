#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include <absl/status/statusor.h>

#include "common/context/clock.h"
#include "services/billing/domain/ledger_store.h"
#include "services/billing/domain/rate_book.h"

namespace signalbox::billing {

struct RecordResult {
  std::int64_t recorded = 0;
  std::int64_t duplicates = 0;
};

/// The one ledger behind every number: prices what ended and answers what was spent.
///
/// Keeps no state of its own, so any thread may call it. Lives in billing::Module, which outlives every call.
class Ledger {
 public:
  static constexpr std::size_t kMaxEntries = 1'000;  ///< Of one Record.
  static constexpr std::size_t kMaxKeys = 1'000;     ///< Of one SumByKey.

  Ledger(LedgerStore& store, const RateBook& rates, LedgerObserver& observer, Clock clock);

  /// Prices the entries and adds those that are new; all or nothing.
  ///
  /// An entry whose usage cannot be true is kept with no tokens and no cost, quarantined; one with tokens of unknown
  /// price costs 0 and is flagged unpriced: neither may stop what is billed after it. The observer hears of both.
  /// Errors: kInvalidArgument when there are too many, or one could not be an entry at all: then none is recorded.
  absl::StatusOr<RecordResult> Record(const RequestContext& context, std::vector<Entry> entries);

  /// Errors: kInvalidArgument naming the field; see CheckQuery.
  absl::StatusOr<EntryPage> Find(const RequestContext& context, const EntryRequest& request);

  /// Sums of the keys that have entries, largest spend first; of every key when `key_ids` is empty. `limit` 0: all.
  /// Errors: kInvalidArgument for more than kMaxKeys or a negative limit.
  absl::StatusOr<std::vector<KeySums>> SumByKey(const RequestContext& context, const std::vector<std::string>& key_ids,
                                                int limit);

 private:
  LedgerEntry Price(const RateTable& rates, Entry entry);

  LedgerStore& store_;
  const RateBook& rates_;
  LedgerObserver& observer_;
  Clock clock_;
};

}  // namespace signalbox::billing
