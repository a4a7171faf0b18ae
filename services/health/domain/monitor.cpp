#include "services/health/domain/monitor.h"

#include <algorithm>
#include <utility>

#include "common/status/error.h"
#include "common/status/macros.h"

namespace signalbox::health {
namespace {

constexpr std::chrono::milliseconds kListTimeout{5000};
constexpr std::chrono::milliseconds kStoreTimeout{5000};
constexpr std::chrono::milliseconds kPruneTimeout{60'000};
constexpr int kDefaultHistory = 50;
constexpr int kMaxHistory = 1000;

RequestContext StoreContext() {
  return RequestContext::Background(kStoreTimeout);
}

absl::Status NoSuchAccount() {
  return Error(absl::StatusCode::kNotFound, "ACCOUNT_NOT_FOUND", "no such provider account");
}

}  // namespace

Monitor::Monitor(AccountSource& source, CheckStore& store, const Inspector& inspector, Clock clock, Options options)
    : source_(source), store_(store), inspector_(inspector), clock_(std::move(clock)), options_(options) {}

absl::Status Monitor::Round(const std::stop_token& stop) {
  ASSIGN_OR_RETURN(const std::vector<Account> accounts, LearnAccounts(RequestContext::Background(kListTimeout)));
  const absl::Status probed = ProbeDue(accounts, stop);
  RETURN_IF_ERROR(Refresh(accounts));
  RETURN_IF_ERROR(probed);
  return PruneSometimes();
}

absl::StatusOr<std::vector<Account>> Monitor::LearnAccounts(const RequestContext& context) {
  ASSIGN_OR_RETURN(std::vector<Account> accounts, source_.List(context));
  board_.SetAccounts(accounts);
  return accounts;
}

absl::Status Monitor::ProbeDue(const std::vector<Account>& accounts, const std::stop_token& stop) {
  std::vector<std::string> enabled;
  for (const Account& account : accounts) {
    if (account.enabled) enabled.push_back(account.id);
  }
  if (enabled.empty() || stop.stop_requested()) return absl::OkStatus();
  ASSIGN_OR_RETURN(const std::vector<std::string> due, store_.Claim(StoreContext(), enabled, options_.lease));

  const Findings findings = inspector_.Inspect(due, stop);
  const absl::Status kept = findings.checks.empty() ? absl::OkStatus() : store_.Add(StoreContext(), findings.checks);
  for (const Check& check : findings.checks) board_.Record(check);
  if (!findings.unprobed.empty()) RETURN_IF_ERROR(store_.Release(StoreContext(), findings.unprobed));
  RETURN_IF_ERROR(kept);
  return findings.failure;
}

absl::Status Monitor::Refresh(const std::vector<Account>& accounts) {
  std::vector<std::string> ids;
  ids.reserve(accounts.size());
  for (const Account& account : accounts) ids.push_back(account.id);
  ASSIGN_OR_RETURN(const RecentChecks recent, store_.Recent(StoreContext(), ids));
  board_.Merge(recent);
  return absl::OkStatus();
}

absl::Status Monitor::PruneSometimes() {
  const TimePoint now = clock_();
  if (last_prune_ && now - *last_prune_ < options_.prune_interval) return absl::OkStatus();
  RETURN_IF_ERROR(
      store_.Prune(RequestContext::Background(kPruneTimeout), now - options_.history_age, options_.history_checks));
  last_prune_ = now;
  return absl::OkStatus();
}

absl::StatusOr<std::vector<AccountHealth>> Monitor::List() const {
  std::optional<std::vector<AccountHealth>> all = board_.All();
  if (all) return *std::move(all);
  return Error(absl::StatusCode::kUnavailable, "", "the accounts are not known yet: the router was never reached");
}

absl::StatusOr<AccountHealth> Monitor::Get(const std::string& account_id) const {
  ASSIGN_OR_RETURN(std::vector<AccountHealth> all, List());
  for (AccountHealth& health : all) {
    if (health.account.id == account_id) return std::move(health);
  }
  return NoSuchAccount();
}

absl::StatusOr<AccountHealth> Monitor::CheckNow(const RequestContext& context, const std::string& account_id) {
  ASSIGN_OR_RETURN(const std::vector<Account> accounts, LearnAccounts(context));
  const bool known = std::ranges::any_of(accounts, [&](const Account& account) { return account.id == account_id; });
  if (!known) return NoSuchAccount();
  ASSIGN_OR_RETURN(const Check check, inspector_.Inspect(context, account_id));
  RETURN_IF_ERROR(store_.Add(context, {check}));
  board_.Record(check);
  return Get(account_id);
}

absl::StatusOr<std::vector<Check>> Monitor::History(const RequestContext& context, const std::string& account_id,
                                                    int limit) const {
  if (limit < 0 || limit > kMaxHistory) {
    return Error(absl::StatusCode::kInvalidArgument, "", "limit must be between 1 and " + std::to_string(kMaxHistory),
                 {{"field", "limit"}});
  }
  return store_.History(context, account_id, limit == 0 ? kDefaultHistory : limit);
}

}  // namespace signalbox::health
