#pragma once

#include <string>
#include <vector>

#include "services/billing/domain/entry.h"

namespace signalbox::billing {

/// Adds entries given as one array a column, and exactly those that were new to the hourly sums. One statement, so the
/// two cannot differ. Gives one row: how many were new.
///
/// The entries come sorted and the sums are written in the order of their key: concurrent calls wait for each other in
/// one order and never in a circle.
extern const char* const kRecordSql;

/// The arrays for kRecordSql, in the order of its parameters.
std::vector<std::string> RecordParameters(const std::vector<LedgerEntry>& entries);

}  // namespace signalbox::billing
