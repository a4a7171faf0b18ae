#include "gateway/outbox/outbox_file.h"

#include <fmt/format.h>

#include "common/status/error.h"
#include "common/status/macros.h"

namespace signalbox::gateway {
namespace {

constexpr std::int64_t kVersion = 1;
constexpr int kCheckpointPages = 1'000;
constexpr int kRestartPages = 4'096;  // 16 MiB of log.

constexpr char kCreate[] =
    "CREATE TABLE queue (seq INTEGER PRIMARY KEY, entries INTEGER NOT NULL, wire BLOB NOT NULL);"
    "CREATE TABLE rejected (id INTEGER PRIMARY KEY AUTOINCREMENT, entry_id TEXT NOT NULL, reason TEXT NOT NULL,"
    "                       wire BLOB NOT NULL, rejected_at TEXT NOT NULL DEFAULT CURRENT_TIMESTAMP);"
    "PRAGMA user_version = 1;";
constexpr char kInsert[] = "INSERT INTO queue (seq, entries, wire) VALUES (?1, ?2, ?3)";
constexpr char kRemove[] = "DELETE FROM queue WHERE seq <= ?1";
constexpr char kReject[] = "INSERT INTO rejected (entry_id, reason, wire) VALUES (?1, ?2, ?3)";
constexpr char kTrim[] = "DELETE FROM rejected WHERE id <= (SELECT max(id) FROM rejected) - ?1";
constexpr char kRead[] = "SELECT seq, entries, wire FROM queue WHERE seq > ?1 ORDER BY seq";
constexpr char kListRejected[] = "SELECT entry_id, reason, wire FROM rejected ORDER BY id";

absl::Status Prepared(Database& database, const char* sql, std::optional<Statement>& target) {
  ASSIGN_OR_RETURN(Statement statement, database.Prepare(sql));
  target.emplace(std::move(statement));
  return absl::OkStatus();
}

absl::Status Named(const std::string& path, const absl::Status& status) {
  const char* const advice =
      status.code() == absl::StatusCode::kDataLoss
          ? "; move the file away to start with an empty outbox, and keep it: it may hold unbilled requests"
          : "";
  return Error(status.code(), ReasonOf(status), fmt::format("outbox {}: {}{}", path, MessageOf(status), advice));
}

}  // namespace

absl::StatusOr<std::unique_ptr<OutboxFile>> OutboxFile::Open(const std::string& path, bool durable_full) {
  ASSIGN_OR_RETURN(FileLock lock, FileLock::Take(path));
  std::unique_ptr<OutboxFile> file(new OutboxFile(std::move(lock)));
  const absl::Status status = file->Prepare(path, durable_full);
  if (!status.ok()) return Named(path, status);
  return file;
}

absl::Status OutboxFile::Prepare(const std::string& path, bool durable_full) {
  ASSIGN_OR_RETURN(writer_, Database::Open(path));
  RETURN_IF_ERROR(CheckAndMigrate());
  RETURN_IF_ERROR(writer_->Execute(durable_full ? "PRAGMA synchronous = FULL" : "PRAGMA synchronous = NORMAL"));
  writer_->OnCommit(log_pages_);  // In place of SQLite's own checkpoints: a commit must not wait for the disk.
  ASSIGN_OR_RETURN(entries_found_, writer_->Int("SELECT coalesce(sum(entries), 0) FROM queue"));
  ASSIGN_OR_RETURN(const std::int64_t last, writer_->Int("SELECT coalesce(max(seq), 0) FROM queue"));
  next_seq_ = last + 1;
  RETURN_IF_ERROR(Prepared(*writer_, "BEGIN IMMEDIATE", begin_));
  RETURN_IF_ERROR(Prepared(*writer_, "COMMIT", commit_));
  RETURN_IF_ERROR(Prepared(*writer_, "ROLLBACK", rollback_));
  RETURN_IF_ERROR(Prepared(*writer_, kInsert, insert_));
  RETURN_IF_ERROR(Prepared(*writer_, kRemove, remove_));
  RETURN_IF_ERROR(Prepared(*writer_, kReject, reject_));
  RETURN_IF_ERROR(Prepared(*writer_, kTrim, trim_));

  ASSIGN_OR_RETURN(reader_, Database::Open(path));
  RETURN_IF_ERROR(Prepared(*reader_, kRead, read_));
  RETURN_IF_ERROR(Prepared(*reader_, "PRAGMA wal_checkpoint(PASSIVE)", passive_));
  return Prepared(*reader_, "PRAGMA wal_checkpoint(RESTART)", restart_);
}

absl::Status OutboxFile::CheckAndMigrate() {
  ASSIGN_OR_RETURN(const std::string health, writer_->Text("PRAGMA quick_check(1)"));
  if (health != "ok") return Error(absl::StatusCode::kDataLoss, "", fmt::format("the file is damaged: {}", health));
  ASSIGN_OR_RETURN(const std::string mode, writer_->Text("PRAGMA journal_mode = WAL"));
  if (mode != "wal") return Error(absl::StatusCode::kUnavailable, "", "the file system does not allow a WAL");
  ASSIGN_OR_RETURN(const std::int64_t version, writer_->Int("PRAGMA user_version"));
  if (version == kVersion) return absl::OkStatus();
  ASSIGN_OR_RETURN(const std::int64_t objects, writer_->Int("SELECT count(*) FROM sqlite_schema"));
  if (version != 0 || objects != 0) {
    return Error(absl::StatusCode::kFailedPrecondition, "",
                 fmt::format("is not an outbox of version {} (found version {})", kVersion, version));
  }
  absl::Status created = writer_->Execute(fmt::format("BEGIN IMMEDIATE; {} COMMIT;", kCreate).c_str());
  if (!created.ok()) (void)writer_->Execute("ROLLBACK");
  return created;
}

absl::Status OutboxFile::Commit(std::vector<Group>& groups, const Acknowledgement& done) {
  const std::lock_guard lock(write_gate_);
  RETURN_IF_ERROR(begin_->Run());
  const std::int64_t first = next_seq_;
  absl::Status status = InTransaction(groups, done);
  if (status.ok()) status = commit_->Run();
  if (!status.ok()) {
    next_seq_ = first;
    (void)rollback_->Run();  // SQLite may have rolled back by itself; then there is nothing to undo.
  }
  return status;
}

absl::Status OutboxFile::InTransaction(std::vector<Group>& groups, const Acknowledgement& done) {
  for (Group& group : groups) {
    group.seq = next_seq_++;
    insert_->Bind(1, group.seq);
    insert_->Bind(2, group.entries);
    insert_->Bind(3, group.wire);
    RETURN_IF_ERROR(insert_->Run());
  }
  for (const RejectedEntry& entry : done.rejected) RETURN_IF_ERROR(Reject(entry));
  if (!done.rejected.empty()) {
    trim_->Bind(1, kMaxRejected);
    RETURN_IF_ERROR(trim_->Run());
  }
  if (done.through == 0) return absl::OkStatus();
  remove_->Bind(1, done.through);
  return remove_->Run();
}

absl::Status OutboxFile::Reject(const RejectedEntry& entry) {
  reject_->Bind(1, entry.entry_id);
  reject_->Bind(2, entry.reason);
  reject_->Bind(3, entry.wire);
  return reject_->Run();
}

absl::StatusOr<std::vector<Group>> OutboxFile::Read(std::int64_t after, std::int64_t max_entries,
                                                    std::size_t max_bytes) {
  std::vector<Group> groups;
  std::int64_t entries = 0;
  std::size_t bytes = 0;
  read_->Bind(1, after);
  while (true) {
    ASSIGN_OR_RETURN(const bool row, read_->Step());
    if (!row) return groups;
    const std::string_view wire = read_->Blob(2);
    entries += read_->Int(1);
    bytes += wire.size();
    if (!groups.empty() && (entries > max_entries || bytes > max_bytes)) break;
    groups.push_back({.seq = read_->Int(0), .entries = read_->Int(1), .wire = std::string(wire)});
  }
  read_->Reset();
  return groups;
}

absl::Status OutboxFile::Checkpoint() {
  if (log_pages_.load(std::memory_order_relaxed) < kCheckpointPages) return absl::OkStatus();
  RETURN_IF_ERROR(passive_->Step().status());
  passive_->Reset();
  if (log_pages_.load(std::memory_order_relaxed) < kRestartPages) return absl::OkStatus();
  // Commits that never pause keep the log from starting anew by itself. The passive run has done nearly all of the
  // work, so they wait only for the last few pages.
  const std::lock_guard lock(write_gate_);
  RETURN_IF_ERROR(restart_->Step().status());
  restart_->Reset();
  return absl::OkStatus();
}

absl::StatusOr<std::vector<RejectedEntry>> OutboxFile::Rejected() {
  ASSIGN_OR_RETURN(Statement list, reader_->Prepare(kListRejected));
  std::vector<RejectedEntry> rejected;
  while (true) {
    ASSIGN_OR_RETURN(const bool row, list.Step());
    if (!row) return rejected;
    rejected.push_back({std::string(list.Blob(0)), std::string(list.Blob(1)), std::string(list.Blob(2))});
  }
}

}  // namespace signalbox::gateway
