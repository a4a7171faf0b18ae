#include "gateway/outbox/sender.h"

#include <utility>

#include <pthread.h>

#include "common/log/log.h"
#include "common/metrics/metrics.h"
#include "common/status/error.h"
#include "gateway/outbox/wire.h"

namespace signalbox::gateway {
namespace {

constexpr std::size_t kCallBytes = 2 * 1024 * 1024;  // Half of what a gRPC server takes by default.
constexpr std::chrono::seconds kReadRetry{1};

void Report(const std::vector<RejectedEntry>& rejected) {
  if (rejected.empty()) return;
  static auto& counter =
      metrics::Counter("signalbox_outbox_rejected_total", "Entries that billing refused as invalid; set aside.")
          .Add({});
  counter.Increment(static_cast<double>(rejected.size()));
  for (const RejectedEntry& entry : rejected) {
    log::Error("outbox: entry set aside", {{"entry_id", entry.entry_id}, {"reason", entry.reason}});
  }
}

}  // namespace

Sender::Sender(OutboxFile& file, billing::BillingClient& billing, const OutboxOptions& options,
               std::function<void(Acknowledgement, std::int64_t)> on_answer)
    : file_(file),
      shipper_(billing, options.retry_min, options.retry_max),
      batch_size_(options.batch_size),
      linger_(options.linger),
      on_answer_(std::move(on_answer)),
      unsent_(file.entries_found()) {}

void Sender::Start() {
  thread_ = std::jthread([this](const std::stop_token& stop) { Run(stop); });
  pthread_setname_np(thread_.native_handle(), "outbox-send");
}

void Sender::Stop() {
  thread_.request_stop();
  if (thread_.joinable()) thread_.join();
}

void Sender::Committed(std::int64_t entries) {
  std::unique_lock lock(mutex_);
  const std::int64_t before = std::exchange(unsent_, unsent_ + entries);
  lock.unlock();
  // The thread waits either for the first entry or for a full batch.
  if (before == 0 || (before < batch_size_ && before + entries >= batch_size_)) wake_.notify_one();
}

void Sender::Run(const std::stop_token& stop) {
  while (WaitForEntries(stop)) {
    if (!ShipNext(stop)) return;
    if (const absl::Status status = file_.Checkpoint(); !status.ok()) {
      log::Error("outbox: checkpoint failed", {{"error", MessageOf(status)}});
    }
  }
}

bool Sender::WaitForEntries(const std::stop_token& stop) {
  std::unique_lock lock(mutex_);
  if (!wake_.wait(lock, stop, [this] { return unsent_ > 0; })) return false;
  wake_.wait_for(lock, stop, linger_, [this] { return unsent_ >= batch_size_; });
  return !stop.stop_requested();
}

bool Sender::ShipNext(const std::stop_token& stop) {
  const absl::StatusOr<std::vector<Group>> groups = file_.Read(shipped_through_, batch_size_, kCallBytes);
  if (!groups.ok()) {
    PauseAfter(groups.status(), stop);
    return !stop.stop_requested();
  }
  std::int64_t entries = 0;
  for (const Group& group : *groups) entries += group.entries;

  Shipment shipment = FromWire(*groups);
  std::optional<std::vector<RejectedEntry>> rejected = shipper_.Ship(shipment.request, batch_size_, stop);
  if (!rejected) return false;
  std::move(shipment.unreadable.begin(), shipment.unreadable.end(), std::back_inserter(*rejected));
  Report(*rejected);

  shipped_through_ = groups->back().seq;
  {
    const std::lock_guard lock(mutex_);
    unsent_ -= entries;
  }
  on_answer_({.through = shipped_through_, .rejected = *std::move(rejected)}, entries);
  return true;
}

void Sender::PauseAfter(const absl::Status& status, const std::stop_token& stop) {
  log::Error("outbox: cannot be read", {{"error", MessageOf(status)}});
  std::unique_lock lock(mutex_);
  wake_.wait_for(lock, stop, kReadRetry, [] { return false; });
}

}  // namespace signalbox::gateway
