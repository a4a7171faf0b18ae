#include <random>
#include <thread>

#include <fmt/format.h>

#include "services/billing/storage/pg_ledger.h"
#include "tests/component/billing/billing_fixture.h"

namespace signalbox::billing {
namespace {

struct Totals {
  std::int64_t requests = 0;
  std::int64_t cost = 0;
  std::int64_t tokens = 0;
  friend bool operator==(const Totals&, const Totals&) = default;
};

std::ostream& operator<<(std::ostream& out, const Totals& totals) {
  return out << totals.requests << " requests, " << totals.cost << " nanos, " << totals.tokens << " tokens";
}

class AgreementTest : public BillingTest {
 protected:
  using Random = std::minstd_rand;

  static int Draw(Random& random, int most) { return std::uniform_int_distribution<int>(0, most)(random); }

  static std::vector<v1::Entry> RandomEntries(Random& random, int count) {
    static constexpr const char* kModels[] = {"gpt-4o-mini", "gpt-4.1", "demo", "unheard-of"};
    std::vector<v1::Entry> entries;
    for (int i = 0; i < count; ++i) {
      v1::Entry entry = EntryAt("2026-03-10T00:00:00", fmt::format("key-{}", Draw(random, 4)));
      entry.mutable_start_time()->set_seconds(entry.start_time().seconds() + Draw(random, 3 * 86'400 - 1));
      entry.mutable_start_time()->set_nanos(Draw(random, 999'999) * 1'000);
      entry.set_user_id(fmt::format("user-{}", Draw(random, 2)));
      entry.set_team_id(Draw(random, 1) == 0 ? "" : "team");
      entry.set_model(kModels[Draw(random, 3)]);
      entry.set_upstream_model(entry.model());
      entry.set_provider(Draw(random, 1) == 0 ? "openai" : "demo");
      entry.mutable_usage()->set_input(Draw(random, 100'000));
      entry.mutable_usage()->set_input_cached(Draw(random, 5'000));
      entry.mutable_usage()->set_output(Draw(random, 20) == 0 ? -1 : Draw(random, 9'000));
      entries.push_back(entry);
    }
    return entries;
  }

  /// Records all entries in random calls of random size, some of them twice.
  void Replay(const std::vector<v1::Entry>& entries, int seed) {
    Random random(static_cast<unsigned>(seed));
    std::vector<v1::Entry> shuffled = entries;
    for (int round = 0; round < 2; ++round) {
      std::shuffle(shuffled.begin(), shuffled.end(), random);
      for (std::size_t begin = 0; begin < shuffled.size();) {
        const std::size_t end = std::min(shuffled.size(), begin + 1 + static_cast<std::size_t>(Draw(random, 60)));
        Record({shuffled.begin() + static_cast<std::ptrdiff_t>(begin),
                shuffled.begin() + static_cast<std::ptrdiff_t>(end)});
        begin = end;
      }
    }
  }

  Totals FromSql(const std::string& sql) {
    const pqxx::row row = database_.Execute(sql)[0];
    return {row[0].as<std::int64_t>(), row[1].as<std::int64_t>(), row[2].as<std::int64_t>()};
  }
};

TEST_F(AgreementTest, EntriesSumsPagesAndKeysAgreeAfterConcurrentReplays) {
  Random random(20261101);
  const std::vector<v1::Entry> entries = RandomEntries(random, 600);
  {
    std::vector<std::jthread> threads;
    for (int seed = 1; seed <= 4; ++seed) threads.emplace_back([&, seed] { Replay(entries, seed); });
  }
  const Totals ledger = FromSql(
      "SELECT count(*), sum(cost_nanos), sum(input + input_cached + input_cache_write + output + output_reasoning)"
      " FROM billing.entry");
  const Totals rollups = FromSql(
      "SELECT sum(requests), sum(cost_nanos), sum(input + input_cached + input_cache_write + output + output_reasoning)"
      " FROM billing.rollup_hour");
  const v1::ListEntriesResponse list = List(Between("03-01", "03-31"));
  const Totals summary{list.summary().api_requests(), list.summary().spend_nanos(), list.summary().total_tokens()};
  Totals keys, days;
  for (const v1::KeySum& sum : SumByKey()) {
    keys = {keys.requests + sum.requests(), keys.cost + sum.spend_nanos(), keys.tokens + sum.total_tokens()};
  }
  for (const v1::DailyUsage& day : list.daily_usage()) {
    days = {days.requests + day.api_requests(), days.cost + day.spend_nanos(), days.tokens + day.total_tokens()};
  }

  EXPECT_EQ(ledger.requests, 600);
  EXPECT_GT(ledger.cost, 0);
  EXPECT_EQ(rollups, ledger);
  EXPECT_EQ(summary, ledger);
  EXPECT_EQ(keys, ledger);
  EXPECT_EQ(days, ledger);
  EXPECT_EQ(list.total(), 600);
}

TEST_F(AgreementTest, EachRowOfTheHourlySumsIsTheSumOfItsEntries) {
  Random random(7);
  Replay(RandomEntries(random, 300), 1);

  EXPECT_EQ(Number(R"(
      SELECT count(*) FROM (
        SELECT date_trunc('hour', start_time, 'UTC') AS hour, key_id, user_id, team_id, organization_id, model, provider,
               count(*) AS requests, sum(cost_nanos) AS cost_nanos, sum(input) AS input, sum(input_cached) AS cached,
               sum(input_cache_write) AS written, sum(output) AS output, sum(output_reasoning) AS reasoning
        FROM billing.entry GROUP BY 1, 2, 3, 4, 5, 6, 7
        EXCEPT
        SELECT hour, key_id, user_id, team_id, organization_id, model, provider, requests, cost_nanos, input,
               input_cached, input_cache_write, output, output_reasoning
        FROM billing.rollup_hour) AS differing)"),
            0);
}

TEST_F(AgreementTest, ARowWrittenPastTheServiceShowsInTheCheckOfItsHour) {
  Record({EntryAt("2026-03-10T12:34:56")});
  postgres::Pool pool(database_.OptionsFor("billing"));
  Partitions partitions(pool);
  PgLedger ledger(pool, partitions);
  const TimePoint hour = std::chrono::sys_days(std::chrono::March / 10 / 2026) + std::chrono::hours(12);
  EXPECT_EQ(ledger.CheckHour({}, hour)->entries, 0);
  EXPECT_EQ(ledger.CheckHour({}, hour)->cost, Nanos{0});

  database_.Execute("UPDATE billing.rollup_hour SET cost_nanos = cost_nanos - 200000, requests = 0");

  EXPECT_EQ(ledger.CheckHour({}, hour + std::chrono::minutes(59))->entries, 1);
  EXPECT_EQ(ledger.CheckHour({}, hour)->cost, Nanos{200'000});
  EXPECT_EQ(ledger.CheckHour({}, hour + std::chrono::hours(1))->entries, 0);
}

}  // namespace
}  // namespace signalbox::billing
