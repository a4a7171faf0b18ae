#include "services/billing/storage/record_sql.h"

#include <array>
#include <chrono>

#include "services/billing/storage/array_text.h"

namespace signalbox::billing {
namespace {

std::int64_t Micros(TimePoint time) {
  return std::chrono::duration_cast<std::chrono::microseconds>(time.time_since_epoch()).count();
}

using Column = void (*)(ArrayText&, const LedgerEntry&);

// In the order of the parameters of kRecordSql.
constexpr std::array<Column, 32> kColumns{
    [](ArrayText& out, const LedgerEntry& entry) { out.Add(Micros(entry.start_time)); },
    [](ArrayText& out, const LedgerEntry& entry) { out.Add(Micros(entry.end_time)); },
    [](ArrayText& out, const LedgerEntry& entry) { out.Add(std::string_view(entry.entry_id)); },
    [](ArrayText& out, const LedgerEntry& entry) { entry.rate_id == 0 ? out.AddNull() : out.Add(entry.rate_id); },
    [](ArrayText& out, const LedgerEntry& entry) { out.Add(entry.cost.value); },
    [](ArrayText& out, const LedgerEntry& entry) { out.Add(entry.tokens.input); },
    [](ArrayText& out, const LedgerEntry& entry) { out.Add(entry.tokens.input_cached); },
    [](ArrayText& out, const LedgerEntry& entry) { out.Add(entry.tokens.input_cache_write); },
    [](ArrayText& out, const LedgerEntry& entry) { out.Add(entry.tokens.output); },
    [](ArrayText& out, const LedgerEntry& entry) { out.Add(entry.tokens.output_reasoning); },
    [](ArrayText& out, const LedgerEntry& entry) { out.Add(std::int64_t{entry.ttft.count()}); },
    [](ArrayText& out, const LedgerEntry& entry) { out.Add(std::int64_t{entry.duration.count()}); },
    [](ArrayText& out, const LedgerEntry& entry) { out.Add(std::int64_t{entry.status}); },
    [](ArrayText& out, const LedgerEntry& entry) { out.Add(std::int64_t{entry.attempts}); },
    [](ArrayText& out, const LedgerEntry& entry) { out.Add(static_cast<std::int64_t>(entry.outcome)); },
    [](ArrayText& out, const LedgerEntry& entry) { out.Add(entry.stream); },
    [](ArrayText& out, const LedgerEntry& entry) { out.Add(entry.estimated); },
    [](ArrayText& out, const LedgerEntry& entry) { out.Add(entry.unpriced); },
    [](ArrayText& out, const LedgerEntry& entry) { out.Add(entry.quarantined); },
    [](ArrayText& out, const LedgerEntry& entry) { out.Add(std::string_view(entry.request_id)); },
    [](ArrayText& out, const LedgerEntry& entry) { out.Add(std::string_view(entry.key_id)); },
    [](ArrayText& out, const LedgerEntry& entry) { out.Add(std::string_view(entry.user_id)); },
    [](ArrayText& out, const LedgerEntry& entry) { out.Add(std::string_view(entry.team_id)); },
    [](ArrayText& out, const LedgerEntry& entry) { out.Add(std::string_view(entry.organization_id)); },
    [](ArrayText& out, const LedgerEntry& entry) { out.Add(std::string_view(entry.end_user)); },
    [](ArrayText& out, const LedgerEntry& entry) { out.Add(std::string_view(entry.session_id)); },
    [](ArrayText& out, const LedgerEntry& entry) { out.Add(std::string_view(entry.model)); },
    [](ArrayText& out, const LedgerEntry& entry) { out.Add(std::string_view(entry.deployment)); },
    [](ArrayText& out, const LedgerEntry& entry) { out.Add(std::string_view(entry.provider)); },
    [](ArrayText& out, const LedgerEntry& entry) { out.Add(std::string_view(entry.account_id)); },
    [](ArrayText& out, const LedgerEntry& entry) { out.Add(std::string_view(entry.upstream_model)); },
    [](ArrayText& out, const LedgerEntry& entry) {
      entry.quarantined ? out.Add(std::string_view(entry.reported_usage)) : out.AddNull();
    },
};

}  // namespace

const char* const kRecordSql = R"(
WITH fresh AS (
  INSERT INTO entry (start_time, end_time, entry_id, rate_id, cost_nanos,
                     input, input_cached, input_cache_write, output, output_reasoning,
                     ttft_us, duration_us, status, attempts, outcome, stream, estimated, unpriced, quarantined,
                     request_id, key_id, user_id, team_id, organization_id, end_user, session_id,
                     model, deployment, provider, account_id, upstream_model, reported_usage)
  SELECT timestamptz 'epoch' + start_us * interval '1 microsecond',
         timestamptz 'epoch' + end_us * interval '1 microsecond', entry_id, rate_id, cost_nanos,
         input, input_cached, input_cache_write, output, output_reasoning,
         ttft_us, duration_us, status, attempts, outcome, stream, estimated, unpriced, quarantined,
         request_id, key_id, user_id, team_id, organization_id, end_user, session_id,
         model, deployment, provider, account_id, upstream_model, reported_usage
  FROM unnest($1::bigint[], $2::bigint[], $3::uuid[], $4::bigint[], $5::bigint[],
              $6::bigint[], $7::bigint[], $8::bigint[], $9::bigint[], $10::bigint[],
              $11::bigint[], $12::bigint[], $13::integer[], $14::integer[], $15::smallint[], $16::boolean[],
              $17::boolean[], $18::boolean[], $19::boolean[],
              $20::text[], $21::text[], $22::text[], $23::text[], $24::text[], $25::text[], $26::text[],
              $27::text[], $28::text[], $29::text[], $30::text[], $31::text[], $32::text[])
       AS given (start_us, end_us, entry_id, rate_id, cost_nanos,
                 input, input_cached, input_cache_write, output, output_reasoning,
                 ttft_us, duration_us, status, attempts, outcome, stream, estimated, unpriced, quarantined,
                 request_id, key_id, user_id, team_id, organization_id, end_user, session_id,
                 model, deployment, provider, account_id, upstream_model, reported_usage)
  ON CONFLICT (start_time, entry_id) DO NOTHING
  RETURNING date_trunc('hour', start_time, 'UTC') AS hour, key_id, user_id, team_id, organization_id, model, provider,
            cost_nanos, input, input_cached, input_cache_write, output, output_reasoning
), summed AS (
  INSERT INTO rollup_hour (hour, key_id, user_id, team_id, organization_id, model, provider, requests, cost_nanos,
                           input, input_cached, input_cache_write, output, output_reasoning)
  SELECT hour, key_id, user_id, team_id, organization_id, model, provider, count(*), sum(cost_nanos),
         sum(input), sum(input_cached), sum(input_cache_write), sum(output), sum(output_reasoning)
  FROM fresh
  GROUP BY hour, key_id, user_id, team_id, organization_id, model, provider
  ORDER BY hour, key_id, user_id, team_id, organization_id, model, provider
  ON CONFLICT (hour, key_id, user_id, team_id, organization_id, model, provider) DO UPDATE
  SET requests          = rollup_hour.requests          + excluded.requests,
      cost_nanos        = rollup_hour.cost_nanos        + excluded.cost_nanos,
      input             = rollup_hour.input             + excluded.input,
      input_cached      = rollup_hour.input_cached      + excluded.input_cached,
      input_cache_write = rollup_hour.input_cache_write + excluded.input_cache_write,
      output            = rollup_hour.output            + excluded.output,
      output_reasoning  = rollup_hour.output_reasoning  + excluded.output_reasoning
)
SELECT count(*) FROM fresh)";

std::vector<std::string> RecordParameters(const std::vector<LedgerEntry>& entries) {
  std::vector<std::string> parameters;
  parameters.reserve(kColumns.size());
  for (const Column column : kColumns) {
    ArrayText text;
    for (const LedgerEntry& entry : entries) column(text, entry);
    parameters.push_back(text.Take());
  }
  return parameters;
}

}  // namespace signalbox::billing
