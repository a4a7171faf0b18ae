#include "services/health/storage/pg_check_store.h"

#include <algorithm>
#include <utility>

namespace signalbox::health {
namespace {

// The row in the way is locked before its time is looked at, so of many replicas exactly one moves it on.
constexpr char kClaim[] =
    "INSERT INTO claims (account_id, due_at) VALUES ($1, now() + $2 * interval '1 millisecond')"
    " ON CONFLICT (account_id) DO UPDATE SET due_at = EXCLUDED.due_at WHERE claims.due_at <= now()";

constexpr char kRelease[] = "UPDATE claims SET due_at = now() WHERE account_id = $1";

constexpr char kAdd[] =
    "INSERT INTO checks (account_id, healthy, status, response_time_us, error, checked_at)"
    " VALUES ($1, $2, $3, $4, $5, to_timestamp($6 / 1e6))";

constexpr char kOfAccount[] =
    "SELECT account_id, healthy, status, response_time_us, error, (extract(epoch FROM checked_at) * 1e6)::bigint"
    " FROM checks WHERE account_id = $1 ORDER BY check_id DESC LIMIT $2";

constexpr char kOfAll[] =
    "SELECT account_id, healthy, status, response_time_us, error, (extract(epoch FROM checked_at) * 1e6)::bigint"
    " FROM checks ORDER BY check_id DESC LIMIT $1";

constexpr char kForgetOld[] = "DELETE FROM checks WHERE checked_at < to_timestamp($1 / 1e6)";

constexpr char kForgetMany[] =
    "DELETE FROM checks WHERE check_id <= (SELECT check_id FROM checks ORDER BY check_id DESC OFFSET $1 LIMIT 1)";

// Of accounts that nobody probes any more: no interval is longer than a day.
constexpr char kForgetClaims[] = "DELETE FROM claims WHERE due_at < now() - interval '2 days'";

std::int64_t ToMicros(TimePoint time) {
  return std::chrono::duration_cast<std::chrono::microseconds>(time.time_since_epoch()).count();
}

Check CheckFrom(const pqxx::row& row) {
  Check check;
  check.account_id = row[0].as<std::string>();
  check.healthy = row[1].as<bool>();
  check.status = row[2].as<int>();
  check.response_time = std::chrono::microseconds(row[3].as<std::int64_t>());
  check.error = row[4].as<std::string>();
  check.checked_at = TimePoint(std::chrono::microseconds(row[5].as<std::int64_t>()));
  return check;
}

std::vector<Check> ChecksFrom(const pqxx::result& rows) {
  std::vector<Check> checks;
  checks.reserve(rows.size());
  for (const pqxx::row& row : rows) checks.push_back(CheckFrom(row));
  return checks;
}

}  // namespace

absl::StatusOr<std::vector<std::string>> PgCheckStore::Claim(const RequestContext& context,
                                                             std::vector<std::string> account_ids,
                                                             std::chrono::milliseconds lease) {
  // Every replica locks rows in the same order, so no two wait for each other.
  std::ranges::sort(account_ids);
  return pool_.InTransaction(context, [&](pqxx::work& transaction) -> absl::StatusOr<std::vector<std::string>> {
    std::vector<std::string> claimed;
    for (const std::string& id : account_ids) {
      if (transaction.exec_params0(kClaim, id, lease.count()).affected_rows() > 0) claimed.push_back(id);
    }
    return claimed;
  });
}

absl::Status PgCheckStore::Release(const RequestContext& context, std::vector<std::string> account_ids) {
  std::ranges::sort(account_ids);
  return pool_.InTransaction(context, [&](pqxx::work& transaction) {
    for (const std::string& id : account_ids) transaction.exec_params0(kRelease, id);
    return absl::OkStatus();
  });
}

absl::Status PgCheckStore::Add(const RequestContext& context, const std::vector<Check>& checks) {
  return pool_.InTransaction(context, [&](pqxx::work& transaction) {
    for (const Check& check : checks) {
      transaction.exec_params0(kAdd, check.account_id, check.healthy, check.status, check.response_time.count(),
                               check.error, ToMicros(check.checked_at));
    }
    return absl::OkStatus();
  });
}

absl::StatusOr<RecentChecks> PgCheckStore::Recent(const RequestContext& context,
                                                  const std::vector<std::string>& account_ids) {
  return pool_.InTransaction(context, [&](pqxx::work& transaction) -> absl::StatusOr<RecentChecks> {
    RecentChecks recent;
    for (const std::string& id : account_ids) {
      recent[id] = ChecksFrom(transaction.exec_params(kOfAccount, id, kRecentChecks));
    }
    return recent;
  });
}

absl::StatusOr<std::vector<Check>> PgCheckStore::History(const RequestContext& context, const std::string& account_id,
                                                         int limit) {
  return pool_.InTransaction(context, [&](pqxx::work& transaction) -> absl::StatusOr<std::vector<Check>> {
    return ChecksFrom(account_id.empty() ? transaction.exec_params(kOfAll, limit)
                                         : transaction.exec_params(kOfAccount, account_id, limit));
  });
}

absl::Status PgCheckStore::Prune(const RequestContext& context, TimePoint oldest, std::int64_t max_checks) {
  return pool_.InTransaction(context, [&](pqxx::work& transaction) {
    transaction.exec_params0(kForgetOld, ToMicros(oldest));
    transaction.exec_params0(kForgetMany, max_checks);
    transaction.exec0(kForgetClaims);
    return absl::OkStatus();
  });
}

}  // namespace signalbox::health
