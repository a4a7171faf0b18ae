#include "services/billing/storage/partitions.h"

#include <algorithm>
#include <iterator>
#include <string>

#include <fmt/format.h>

#include "common/status/macros.h"

namespace signalbox::billing {
namespace {

// "IF NOT EXISTS" alone lets two sessions create the same table at once, and one of them fails.
constexpr char kLock[] = "SELECT pg_advisory_xact_lock(hashtextextended('billing.entry partitions', 0))";

// Names and bounds are made of digits; DDL takes no parameters.
std::string CreateSql(Day month) {
  const std::string from = FormatDay(month);
  std::string name = from.substr(0, 7);
  std::replace(name.begin(), name.end(), '-', '_');
  return fmt::format(
      "CREATE TABLE IF NOT EXISTS entry_{} PARTITION OF entry FOR VALUES FROM ('{} 00:00:00+00') TO ('{} 00:00:00+00')",
      name, from, FormatDay(NextMonth(month)));
}

}  // namespace

absl::Status Partitions::Ensure(const RequestContext& context, const std::set<Day>& months) {
  std::set<Day> missing;
  {
    const std::scoped_lock lock(mutex_);
    std::set_difference(months.begin(), months.end(), known_.begin(), known_.end(),
                        std::inserter(missing, missing.end()));
  }
  if (missing.empty()) return absl::OkStatus();

  RETURN_IF_ERROR(pool_.InTransaction(context, [&](pqxx::work& transaction) {
    transaction.exec(kLock);
    for (const Day month : missing) transaction.exec(CreateSql(month));
    return absl::OkStatus();
  }));
  const std::scoped_lock lock(mutex_);
  known_.insert(missing.begin(), missing.end());
  return absl::OkStatus();
}

void Partitions::Forget() {
  const std::scoped_lock lock(mutex_);
  known_.clear();
}

}  // namespace signalbox::billing
