#include "services/router/domain/snapshot_keeper.h"

#include <utility>

#include "common/status/macros.h"

namespace signalbox::router {
namespace {

/// What was learned with another key says nothing about the one an account has now.
void ForgetOldKeys(const Snapshot* before, const Snapshot& now) {
  if (!before) return;
  for (const Account& account : now.catalog().accounts) {
    const auto old = before->FindEndpoint(account.id);
    const auto endpoint = now.FindEndpoint(account.id);
    if (old && endpoint && old->account.api_key != account.api_key) endpoint->live->rest.Forget();
  }
}

}  // namespace

SnapshotKeeper::SnapshotKeeper(CatalogStore& store, LiveTable& live, Catalog file, Timers timers,
                               Snapshot::ApiOf api_of)
    : store_(store), live_(live), file_(std::move(file)), timers_(timers), api_of_(std::move(api_of)) {}

absl::StatusOr<std::vector<std::string>> SnapshotKeeper::Reload(const RequestContext& context) {
  const std::lock_guard lock(reloading_);
  ASSIGN_OR_RETURN(const Catalog stored, store_.Load(context));
  MergedCatalog merged = Merge(file_, stored);
  ASSIGN_OR_RETURN(auto snapshot, Snapshot::Build(std::move(merged.catalog), timers_, api_of_, live_));
  ForgetOldKeys(Current().get(), *snapshot);
  live_.SetOptions(snapshot->catalog().options.breaker, snapshot->catalog().options.rest);
  current_.store(std::move(snapshot), std::memory_order_release);
  live_.Forget();
  return std::move(merged.warnings);
}

}  // namespace signalbox::router
