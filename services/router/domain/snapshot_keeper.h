#pragma once

#include <atomic>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include <absl/status/status.h>
#include <absl/status/statusor.h>

#include "common/context/request_context.h"
#include "services/router/domain/catalog.h"
#include "services/router/domain/catalog_store.h"
#include "services/router/domain/snapshot.h"

namespace signalbox::router {

/// Keeps the snapshot that requests are answered from, and renews it from the store.
///
/// Lives as long as the module. Any thread.
class SnapshotKeeper {
 public:
  /// Both must outlive it.
  SnapshotKeeper(CatalogStore& store, LiveTable& live, Catalog file, Timers timers, Snapshot::ApiOf api_of);

  /// One atomic load. Null until the first Reload() went well.
  std::shared_ptr<const Snapshot> Current() const { return current_.load(std::memory_order_acquire); }

  /// Reads the store and replaces the snapshot; blocks. Returns what had to be left out, for the log.
  /// On an error the last good snapshot stays. Errors: the store's, and Snapshot::Build's.
  absl::StatusOr<std::vector<std::string>> Reload(const RequestContext& context);

  const Catalog& file() const { return file_; }

 private:
  CatalogStore& store_;
  LiveTable& live_;
  const Catalog file_;
  const Timers timers_;
  const Snapshot::ApiOf api_of_;
  std::mutex reloading_;  // Held from reading to replacing, so that an older state cannot overwrite a newer one.
  std::atomic<std::shared_ptr<const Snapshot>> current_;
};

}  // namespace signalbox::router
