#include "services/router/domain/snapshot_keeper.h"

#include <utility>

#include "common/status/macros.h"

namespace signalbox::router {

SnapshotKeeper::SnapshotKeeper(CatalogStore& store, Catalog file, Timers timers, Snapshot::ApiOf api_of)
    : store_(store), file_(std::move(file)), timers_(timers), api_of_(std::move(api_of)) {}

absl::StatusOr<std::vector<std::string>> SnapshotKeeper::Reload(const RequestContext& context) {
  const std::lock_guard lock(reloading_);
  ASSIGN_OR_RETURN(const Catalog stored, store_.Load(context));
  MergedCatalog merged = Merge(file_, stored);
  ASSIGN_OR_RETURN(auto snapshot, Snapshot::Build(std::move(merged.catalog), timers_, api_of_));
  current_.store(std::move(snapshot), std::memory_order_release);
  return std::move(merged.warnings);
}

}  // namespace signalbox::router
