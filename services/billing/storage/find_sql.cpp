#include "services/billing/storage/find_sql.h"

#include "common/status/macros.h"

namespace signalbox::billing {
namespace {

// The statements are planned for the values at hand, so a filter that is not given costs nothing.
constexpr char kFind[] = R"(
SELECT entry_id, (extract(epoch FROM start_time) * 1000000)::bigint AS start_us,
       (extract(epoch FROM end_time) * 1000000)::bigint AS end_us, coalesce(rate_id, 0) AS rate_id, cost_nanos,
       input, input_cached, input_cache_write, output, output_reasoning,
       ttft_us, duration_us, status, attempts, outcome, stream, estimated, unpriced, quarantined,
       request_id, key_id, user_id, team_id, organization_id, end_user, session_id,
       model, deployment, provider, account_id, upstream_model, coalesce(reported_usage, '') AS reported_usage
FROM entry
WHERE start_time >= $1::timestamptz AND start_time < $2::timestamptz
  AND ($3::text = '' OR key_id = $3) AND ($4::text = '' OR team_id = $4) AND ($5::text = '' OR user_id = $5)
  AND ($6::text = '' OR model = $6) AND ($7::text = '' OR request_id = $7)
ORDER BY start_time DESC, entry_id DESC
LIMIT $8 OFFSET $9)";

constexpr char kSumByDayFromHours[] = R"(
SELECT (hour AT TIME ZONE 'UTC')::date::text AS day, sum(requests)::bigint AS requests,
       sum(cost_nanos)::bigint AS cost_nanos, sum(input + input_cached + input_cache_write)::bigint AS prompt,
       sum(output + output_reasoning)::bigint AS completion
FROM rollup_hour
WHERE hour >= $1::timestamptz AND hour < $2::timestamptz
  AND ($3::text = '' OR key_id = $3) AND ($4::text = '' OR team_id = $4) AND ($5::text = '' OR user_id = $5)
  AND ($6::text = '' OR model = $6)
GROUP BY day ORDER BY day)";

constexpr char kSumByDayFromEntries[] = R"(
SELECT (start_time AT TIME ZONE 'UTC')::date::text AS day, count(*) AS requests,
       sum(cost_nanos)::bigint AS cost_nanos, sum(input + input_cached + input_cache_write)::bigint AS prompt,
       sum(output + output_reasoning)::bigint AS completion
FROM entry
WHERE start_time >= $1::timestamptz AND start_time < $2::timestamptz
  AND ($3::text = '' OR key_id = $3) AND ($4::text = '' OR team_id = $4) AND ($5::text = '' OR user_id = $5)
  AND ($6::text = '' OR model = $6) AND request_id = $7
GROUP BY day ORDER BY day)";

std::string Midnight(Day day) {
  return FormatDay(day) + " 00:00:00+00";
}

TimePoint TimeOf(const pqxx::field& micros) {
  return TimePoint(std::chrono::microseconds(micros.as<std::int64_t>()));
}

LedgerEntry EntryOf(const pqxx::row& row) {
  LedgerEntry entry;
  row["entry_id"].to(entry.entry_id);
  entry.start_time = TimeOf(row["start_us"]);
  entry.end_time = TimeOf(row["end_us"]);
  row["rate_id"].to(entry.rate_id);
  row["cost_nanos"].to(entry.cost.value);
  row["input"].to(entry.tokens.input);
  row["input_cached"].to(entry.tokens.input_cached);
  row["input_cache_write"].to(entry.tokens.input_cache_write);
  row["output"].to(entry.tokens.output);
  row["output_reasoning"].to(entry.tokens.output_reasoning);
  entry.ttft = std::chrono::microseconds(row["ttft_us"].as<std::int64_t>());
  entry.duration = std::chrono::microseconds(row["duration_us"].as<std::int64_t>());
  row["status"].to(entry.status);
  row["attempts"].to(entry.attempts);
  entry.outcome = static_cast<Outcome>(row["outcome"].as<int>());
  row["stream"].to(entry.stream);
  row["estimated"].to(entry.estimated);
  row["unpriced"].to(entry.unpriced);
  row["quarantined"].to(entry.quarantined);
  row["request_id"].to(entry.request_id);
  row["key_id"].to(entry.key_id);
  row["user_id"].to(entry.user_id);
  row["team_id"].to(entry.team_id);
  row["organization_id"].to(entry.organization_id);
  row["end_user"].to(entry.end_user);
  row["session_id"].to(entry.session_id);
  row["model"].to(entry.model);
  row["deployment"].to(entry.deployment);
  row["provider"].to(entry.provider);
  row["account_id"].to(entry.account_id);
  row["upstream_model"].to(entry.upstream_model);
  row["reported_usage"].to(entry.reported_usage);
  return entry;
}

}  // namespace

std::vector<LedgerEntry> FindEntries(pqxx::work& transaction, const EntryQuery& query) {
  const pqxx::result rows = transaction.exec_params(
      kFind, Midnight(query.first_day), Midnight(query.last_day + std::chrono::days(1)), query.key_id, query.team_id,
      query.user_id, query.model, query.request_id, query.limit, query.offset);
  std::vector<LedgerEntry> entries;
  entries.reserve(rows.size());
  for (const pqxx::row& row : rows) entries.push_back(EntryOf(row));
  return entries;
}

absl::StatusOr<std::vector<DaySums>> SumByDay(pqxx::work& transaction, const EntryQuery& query) {
  const std::string from = Midnight(query.first_day);
  const std::string to = Midnight(query.last_day + std::chrono::days(1));
  const pqxx::result rows = query.request_id.empty()
                                ? transaction.exec_params(kSumByDayFromHours, from, to, query.key_id, query.team_id,
                                                          query.user_id, query.model)
                                : transaction.exec_params(kSumByDayFromEntries, from, to, query.key_id, query.team_id,
                                                          query.user_id, query.model, query.request_id);
  std::vector<DaySums> days;
  for (const pqxx::row& row : rows) {
    ASSIGN_OR_RETURN(const Day day, ParseDay(row["day"].as<std::string>(), "day"));
    days.push_back({day,
                    {.spend = Nanos{row["cost_nanos"].as<std::int64_t>()},
                     .requests = row["requests"].as<std::int64_t>(),
                     .prompt_tokens = row["prompt"].as<std::int64_t>(),
                     .completion_tokens = row["completion"].as<std::int64_t>()}});
  }
  return days;
}

}  // namespace signalbox::billing
