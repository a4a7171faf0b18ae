#pragma once

#include <chrono>
#include <condition_variable>
#include <functional>
#include <mutex>
#include <stop_token>
#include <string>
#include <thread>
#include <vector>

#include <absl/status/statusor.h>

#include "services/router/domain/snapshot_keeper.h"

namespace signalbox::router {

/// Renews the snapshot in the background whenever it is told that the store has changed, until it succeeds.
///
/// Many changes in a row are one renewal. After a failure it tries again, first after `retry`, then after twice that,
/// at most every sixty times `retry`. Any thread; the destructor stops and joins, waiting for a renewal under way.
class SnapshotRenewer {
 public:
  using Outcome = absl::StatusOr<std::vector<std::string>>;  ///< As SnapshotKeeper::Reload().

  /// `report` hears of every try, on the renewer's thread. `keeper` must outlive it.
  SnapshotRenewer(SnapshotKeeper& keeper, std::function<void(const Outcome&)> report,
                  std::chrono::milliseconds retry = std::chrono::seconds(1));

  /// The store has changed. Does not block.
  void Renew();

 private:
  void Run(const std::stop_token& stop);
  bool AwaitWork(const std::stop_token& stop);
  void AwaitRetry(const std::stop_token& stop);

  SnapshotKeeper& keeper_;
  const std::function<void(const Outcome&)> report_;
  const std::chrono::milliseconds retry_;

  std::mutex mutex_;  // Guards wanted_.
  std::condition_variable_any changed_;
  bool wanted_ = false;
  std::chrono::milliseconds pause_{0};  // Before the next try; zero after a success.
  std::jthread thread_;
};

}  // namespace signalbox::router
