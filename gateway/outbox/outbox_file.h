#pragma once

#include <atomic>
#include <cstdint>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include <absl/status/status.h>
#include <absl/status/statusor.h>

#include "gateway/outbox/file_lock.h"
#include "gateway/outbox/sqlite.h"

namespace signalbox::gateway {

/// Entries that were committed together: the wire bytes of a RecordRequest.
///
/// A row per group instead of one per entry, because a row costs more than its bytes. The wire form of a message with
/// one repeated field may be concatenated, so groups join into bigger requests without being parsed.
struct Group {
  std::int64_t seq = 0;  ///< Position in the queue, from 1; given by Commit.
  std::int64_t entries = 0;
  std::string wire;
};

/// An entry that billing will never take, kept for an operator.
struct RejectedEntry {
  std::string entry_id;
  std::string reason;
  std::string wire;  ///< The Entry message.
};

/// What billing has answered for: groups up to `through` are done.
struct Acknowledgement {
  std::int64_t through = 0;  ///< 0: nothing.
  std::vector<RejectedEntry> rejected;
};

/// The durable queue: one SQLite file in WAL mode, held by this process alone.
///
/// Two connections, so that shipping never delays a commit: Commit belongs to the writer thread, Read and Checkpoint to
/// the sender thread.
class OutboxFile {
 public:
  static constexpr std::int64_t kMaxRejected = 10'000;  ///< Older ones are dropped.

  /// Errors: kUnavailable when another process has the file or it cannot be written; kDataLoss when it is damaged;
  /// kFailedPrecondition when it is of another version. All name the path.
  static absl::StatusOr<std::unique_ptr<OutboxFile>> Open(const std::string& path, bool durable_full);

  /// Entries in the queue when the file was opened.
  std::int64_t entries_found() const { return entries_found_; }

  /// Adds the groups, in order, and removes what is acknowledged, in one transaction. All or nothing.
  absl::Status Commit(std::vector<Group>& groups, const Acknowledgement& done);

  /// The groups after `after`, oldest first, while they hold at most `max_entries` and `max_bytes`; always at least one
  /// if there is any.
  absl::StatusOr<std::vector<Group>> Read(std::int64_t after, std::int64_t max_entries, std::size_t max_bytes);

  /// Once the write-ahead log has grown, moves it into the file and starts it anew. Waits for the disk.
  absl::Status Checkpoint();

  absl::StatusOr<std::vector<RejectedEntry>> Rejected();

 private:
  explicit OutboxFile(FileLock lock) : lock_(std::move(lock)) {}
  absl::Status Prepare(const std::string& path, bool durable_full);
  absl::Status CheckAndMigrate();
  absl::Status Reject(const RejectedEntry& entry);
  absl::Status InTransaction(std::vector<Group>& groups, const Acknowledgement& done);

  FileLock lock_;  // First member: released after the connections are closed.
  std::optional<Database> writer_;
  std::optional<Database> reader_;
  std::optional<Statement> begin_, commit_, rollback_, insert_, remove_, reject_, trim_;
  std::optional<Statement> read_, passive_, restart_;
  std::mutex write_gate_;  // Keeps a restarting checkpoint and a commit apart; SQLite alone would answer "busy".
  std::atomic<int> log_pages_{0};
  std::int64_t next_seq_ = 1;
  std::int64_t entries_found_ = 0;
};

}  // namespace signalbox::gateway
