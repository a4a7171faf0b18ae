#include "common/http/server_state.h"

namespace signalbox::http {

void ServerCounters::Closed(std::atomic<std::uint64_t>& count) {
  --count;
  if (!awaited_) return;
  const std::lock_guard lock(mutex_);
  quiet_.notify_all();
}

void ServerCounters::AwaitQuiet(std::chrono::steady_clock::time_point deadline) {
  awaited_ = true;
  std::unique_lock lock(mutex_);
  quiet_.wait_until(lock, deadline, [this] { return exchanges_ == 0 && connections_ == 0; });
}

}  // namespace signalbox::http
