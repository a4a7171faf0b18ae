#include "services/billing/domain/ledger.h"

#include <algorithm>
#include <tuple>
#include <utility>

#include <fmt/format.h>

#include "common/status/error.h"
#include "common/status/macros.h"
#include "services/billing/domain/cost.h"
#include "services/billing/domain/entry_rules.h"

namespace signalbox::billing {
namespace {

absl::Status Invalid(std::string_view field, const std::string& message) {
  return Error(absl::StatusCode::kInvalidArgument, "", message, {{"field", std::string(field)}});
}

void Quarantine(LedgerEntry& entry, std::string reported_usage) {
  entry.quarantined = true;
  entry.reported_usage = std::move(reported_usage);
  entry.tokens = {};
  entry.cost = {};
}

}  // namespace

Ledger::Ledger(LedgerStore& store, const RateBook& rates, LedgerObserver& observer, Clock clock)
    : store_(store), rates_(rates), observer_(observer), clock_(std::move(clock)) {}

absl::StatusOr<RecordResult> Ledger::Record(const RequestContext& context, std::vector<Entry> entries) {
  if (entries.size() > kMaxEntries) {
    return Invalid("entries", fmt::format("at most {} entries a call, {} were given", kMaxEntries, entries.size()));
  }
  const TimePoint now = clock_();
  for (std::size_t i = 0; i < entries.size(); ++i) {
    TidyTexts(entries[i]);
    const absl::Status status = CheckEntry(entries[i], now);
    if (!status.ok())
      return Invalid(fmt::format("entries[{}]", i), fmt::format("entries[{}].{}", i, MessageOf(status)));
  }
  if (entries.empty()) return RecordResult{};

  const std::shared_ptr<const RateTable> rates = rates_.Current();
  std::vector<LedgerEntry> priced;
  priced.reserve(entries.size());
  for (Entry& entry : entries) priced.push_back(Price(*rates, std::move(entry)));
  std::sort(priced.begin(), priced.end(), [](const LedgerEntry& a, const LedgerEntry& b) {
    return std::tie(a.start_time, a.entry_id) < std::tie(b.start_time, b.entry_id);
  });

  ASSIGN_OR_RETURN(const std::int64_t added, store_.Add(context, priced));
  return RecordResult{added, static_cast<std::int64_t>(priced.size()) - added};
}

LedgerEntry Ledger::Price(const RateTable& rates, Entry entry) {
  LedgerEntry priced;
  static_cast<Entry&>(priced) = std::move(entry);
  if (std::optional<std::string> reported = ImplausibleUsage(priced.tokens)) {
    Quarantine(priced, *std::move(reported));
    observer_.Quarantined(priced);
    return priced;
  }
  if (priced.tokens == TokenCounts{}) return priced;  // Nothing to pay for, so no price is missed.

  const Rate* const rate = rates.Find({priced.model, priced.upstream_model, priced.provider}, priced.start_time);
  if (rate == nullptr) {
    priced.unpriced = true;
    observer_.Unpriced(priced);
    return priced;
  }
  // Plausible tokens at the highest rate a card can hold stay below a fifteenth of the largest amount.
  priced.cost = CostOf(priced.tokens, rate->rates).value();
  priced.rate_id = rate->id;
  return priced;
}

absl::StatusOr<EntryPage> Ledger::Find(const RequestContext& context, const EntryRequest& request) {
  ASSIGN_OR_RETURN(const EntryQuery query, CheckQuery(request, clock_()));
  return store_.Find(context, query);
}

absl::StatusOr<std::vector<KeySums>> Ledger::SumByKey(const RequestContext& context,
                                                      const std::vector<std::string>& key_ids, int limit) {
  if (key_ids.size() > kMaxKeys) return Invalid("key_ids", fmt::format("at most {} keys a call", kMaxKeys));
  if (limit < 0) return Invalid("limit", "limit must not be negative");
  return store_.SumByKey(context, key_ids, limit);
}

}  // namespace signalbox::billing
