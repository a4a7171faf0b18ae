#pragma once

#include <pqxx/pqxx>

#include "services/billing/domain/queries.h"

namespace signalbox::billing {

/// The entries of a query, newest first; call within a transaction.
std::vector<LedgerEntry> FindEntries(pqxx::work& transaction, const EntryQuery& query);

/// The sums of a query by day, oldest first. From the hourly sums, except for a single request, which they do not know.
absl::StatusOr<std::vector<DaySums>> SumByDay(pqxx::work& transaction, const EntryQuery& query);

}  // namespace signalbox::billing
