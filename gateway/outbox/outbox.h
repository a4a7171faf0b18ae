#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>

#include <absl/status/status.h>
#include <absl/status/statusor.h>

#include "services/billing/client/billing_client.h"
#include "signalbox/billing/v1/billing.pb.h"

namespace signalbox::gateway {

struct OutboxOptions {
  std::string path = "outbox.sqlite";           ///< Created, with mode 0600, when absent.
  std::size_t max_entries = 1'000'000;          ///< Beyond, Append fails and Full() is true.
  int batch_size = 500;                         ///< Entries in one Record call, 1 to 1000.
  std::chrono::milliseconds linger{20};         ///< How long a sender waits to fill a batch.
  bool durable_full = false;                    ///< Wait for the disk at every commit; see Outbox.
  std::chrono::milliseconds retry_min{100};     ///< First pause after billing did not answer; it doubles ...
  std::chrono::milliseconds retry_max{30'000};  ///< ... up to this. Pauses are jittered by half.
};

/// Keeps every finished request until billing has it (SQLite, WAL): kill -9 at any moment loses none.
///
/// One writer thread commits whatever arrived since its last commit in one transaction; one sender thread ships batches
/// in order to billing and removes them only after it answered. While billing is away it tries again for ever. An entry
/// that billing refuses as invalid is set aside in the table `rejected` (the newest 10,000), logged and counted.
/// A power failure may lose the last moments before it, because a commit does not wait for the disk unless
/// `durable_full` is set; the file stays consistent in either case. Any thread may call.
class Outbox {
 public:
  /// Opens or creates the file and takes an exclusive lock on it; entries found in it are sent first.
  /// Errors, all naming the path: kUnavailable when another process has it or it cannot be written; kDataLoss when it
  /// is damaged; kFailedPrecondition when it is not an outbox of this version; kInvalidArgument when batch_size is out
  /// of range.
  static absl::StatusOr<std::unique_ptr<Outbox>> Open(OutboxOptions options,
                                                      std::unique_ptr<billing::BillingClient> billing);

  /// Commits what was appended, stops both threads; what was not sent stays in the file. Waits for a call to billing
  /// that is under way, at most 5 s.
  ~Outbox();

  /// `done` runs on the writer thread once the entry survives a crash of this process, or with kResourceExhausted when
  /// the outbox is full, kUnavailable when the file cannot be written, kInvalidArgument when the entry is larger than
  /// 256 KiB. It must be quick and must not destroy the outbox. Text that is not UTF-8 is repaired with U+FFFD.
  void Append(billing::v1::Entry entry, std::function<void(const absl::Status&)> done);

  bool Full() const;
  std::size_t Depth() const;  ///< Entries not yet acknowledged by billing.

 private:
  struct Impl;
  explicit Outbox(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

}  // namespace signalbox::gateway
