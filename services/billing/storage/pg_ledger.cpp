#include "services/billing/storage/pg_ledger.h"

#include <set>

#include "common/status/macros.h"
#include "services/billing/storage/array_text.h"
#include "services/billing/storage/find_sql.h"
#include "services/billing/storage/record_sql.h"

namespace signalbox::billing {
namespace {

constexpr char kRecordStatement[] = "record";

// A page, its total and its days are of one moment.
constexpr char kOneSnapshot[] = "SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY";

constexpr char kSumByKey[] = R"(
SELECT key_id, sum(cost_nanos)::bigint AS cost_nanos, sum(requests)::bigint AS requests,
       sum(input + input_cached + input_cache_write + output + output_reasoning)::bigint AS tokens
FROM rollup_hour
WHERE key_id <> '' AND ($1::text[] = '{}' OR key_id = ANY ($1::text[]))
GROUP BY key_id
ORDER BY cost_nanos DESC, key_id
LIMIT nullif($2::bigint, 0))";

constexpr char kCheckHour[] = R"(
WITH given AS (
  SELECT date_trunc('hour', timestamptz 'epoch' + $1::bigint * interval '1 second', 'UTC') AS hour
), entries AS (
  SELECT count(*) AS requests, coalesce(sum(cost_nanos), 0) AS cost_nanos FROM entry, given
  WHERE start_time >= hour AND start_time < hour + interval '1 hour'
), sums AS (
  SELECT coalesce(sum(requests), 0) AS requests, coalesce(sum(cost_nanos), 0) AS cost_nanos
  FROM rollup_hour JOIN given USING (hour)
)
SELECT (entries.requests - sums.requests)::bigint AS requests,
       (entries.cost_nanos - sums.cost_nanos)::bigint AS cost_nanos
FROM entries, sums)";

std::set<Day> MonthsOf(const std::vector<LedgerEntry>& entries) {
  std::set<Day> months;
  for (const LedgerEntry& entry : entries) {
    months.insert(MonthOf(std::chrono::floor<std::chrono::days>(entry.start_time)));
  }
  return months;
}

Sums Total(const std::vector<DaySums>& days) {
  Sums total;
  for (const DaySums& day : days) {
    total.spend.value += day.sums.spend.value;
    total.requests += day.sums.requests;
    total.prompt_tokens += day.sums.prompt_tokens;
    total.completion_tokens += day.sums.completion_tokens;
  }
  return total;
}

}  // namespace

absl::StatusOr<std::int64_t> PgLedger::Add(const RequestContext& context, const std::vector<LedgerEntry>& entries) {
  RETURN_IF_ERROR(partitions_.Ensure(context, MonthsOf(entries)));
  const std::vector<std::string> parameters = RecordParameters(entries);
  auto added = pool_.InTransaction(context, [&](pqxx::work& transaction) -> absl::StatusOr<std::int64_t> {
    transaction.conn().prepare(kRecordStatement, kRecordSql);
    const pqxx::result rows =
        transaction.exec_prepared(kRecordStatement, pqxx::prepare::make_dynamic_params(parameters));
    return rows[0][0].as<std::int64_t>();
  });
  if (!added.ok()) partitions_.Forget();
  return added;
}

absl::StatusOr<EntryPage> PgLedger::Find(const RequestContext& context, const EntryQuery& query) {
  return pool_.InTransaction(context, [&](pqxx::work& transaction) -> absl::StatusOr<EntryPage> {
    transaction.exec(kOneSnapshot);
    EntryPage page;
    page.entries = FindEntries(transaction, query);
    ASSIGN_OR_RETURN(page.days, SumByDay(transaction, query));
    page.sums = Total(page.days);
    return page;
  });
}

absl::StatusOr<std::vector<KeySums>> PgLedger::SumByKey(const RequestContext& context,
                                                        const std::vector<std::string>& key_ids, int limit) {
  ArrayText keys;
  for (const std::string& key_id : key_ids) keys.Add(std::string_view(key_id));
  return pool_.InTransaction(
      context, [&, wanted = keys.Take()](pqxx::work& transaction) -> absl::StatusOr<std::vector<KeySums>> {
        std::vector<KeySums> sums;
        for (const pqxx::row& row : transaction.exec_params(kSumByKey, wanted, limit)) {
          sums.push_back({.key_id = row["key_id"].as<std::string>(),
                          .spend = Nanos{row["cost_nanos"].as<std::int64_t>()},
                          .tokens = row["tokens"].as<std::int64_t>(),
                          .requests = row["requests"].as<std::int64_t>()});
        }
        return sums;
      });
}

absl::StatusOr<Difference> PgLedger::CheckHour(const RequestContext& context, TimePoint time) {
  const std::int64_t seconds = std::chrono::floor<std::chrono::seconds>(time).time_since_epoch().count();
  return pool_.InTransaction(context, [&](pqxx::work& transaction) -> absl::StatusOr<Difference> {
    const pqxx::row row = transaction.exec_params1(kCheckHour, seconds);
    return Difference{Nanos{row["cost_nanos"].as<std::int64_t>()}, row["requests"].as<std::int64_t>()};
  });
}

}  // namespace signalbox::billing
