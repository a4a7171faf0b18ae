#pragma once

#include <condition_variable>
#include <cstdint>
#include <functional>
#include <mutex>
#include <thread>

#include "gateway/outbox/outbox.h"
#include "gateway/outbox/outbox_file.h"
#include "gateway/outbox/shipper.h"

namespace signalbox::gateway {

/// Ships what is committed, in order, on a thread of its own. Any thread may call Committed.
class Sender {
 public:
  /// `on_answer` gets what billing answered for and how many entries that were, on the sender's thread.
  Sender(OutboxFile& file, billing::BillingClient& billing, const OutboxOptions& options,
         std::function<void(Acknowledgement, std::int64_t entries)> on_answer);
  ~Sender() { Stop(); }

  void Start();
  void Stop();  ///< Joins the thread; may be called twice.

  /// Tells that `entries` more are in the file.
  void Committed(std::int64_t entries);

 private:
  void Run(const std::stop_token& stop);
  bool WaitForEntries(const std::stop_token& stop);
  bool ShipNext(const std::stop_token& stop);
  void PauseAfter(const absl::Status& status, const std::stop_token& stop);

  OutboxFile& file_;
  Shipper shipper_;
  const int batch_size_;
  const std::chrono::milliseconds linger_;
  const std::function<void(Acknowledgement, std::int64_t)> on_answer_;
  std::int64_t shipped_through_ = 0;  // The thread's own.

  std::mutex mutex_;  // Guards unsent_.
  std::condition_variable_any wake_;
  std::int64_t unsent_;
  std::jthread thread_;
};

}  // namespace signalbox::gateway
