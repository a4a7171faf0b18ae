#include "services/router/domain/snapshot_renewer.h"

#include <algorithm>
#include <utility>

#include <pthread.h>

namespace signalbox::router {
namespace {

using namespace std::chrono_literals;

constexpr std::chrono::milliseconds kReloadTimeout = 5s;
constexpr int kLongestPause = 60;  // In units of the first one.

}  // namespace

SnapshotRenewer::SnapshotRenewer(SnapshotKeeper& keeper, std::function<void(const Outcome&)> report,
                                 std::chrono::milliseconds retry)
    : keeper_(keeper),
      report_(std::move(report)),
      retry_(retry),
      thread_([this](const std::stop_token& stop) { Run(stop); }) {
  pthread_setname_np(thread_.native_handle(), "catalog");
}

void SnapshotRenewer::Renew() {
  {
    const std::lock_guard lock(mutex_);
    wanted_ = true;
  }
  changed_.notify_one();
}

void SnapshotRenewer::Run(const std::stop_token& stop) {
  while (AwaitWork(stop)) {
    const Outcome outcome = keeper_.Reload(RequestContext::Background(kReloadTimeout));
    report_(outcome);
    if (outcome.ok()) {
      pause_ = 0ms;
      continue;
    }
    pause_ = pause_ == 0ms ? retry_ : std::min(pause_ * 2, retry_ * kLongestPause);
    AwaitRetry(stop);
  }
}

bool SnapshotRenewer::AwaitWork(const std::stop_token& stop) {
  std::unique_lock lock(mutex_);
  changed_.wait(lock, stop, [&] { return wanted_; });
  wanted_ = false;
  return !stop.stop_requested();
}

// A new change ends the pause: it may be the one that mends what was wrong.
void SnapshotRenewer::AwaitRetry(const std::stop_token& stop) {
  std::unique_lock lock(mutex_);
  changed_.wait_for(lock, stop, pause_, [&] { return wanted_; });
  wanted_ = true;
}

}  // namespace signalbox::router
