#pragma once

#include <atomic>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include <absl/status/status.h>
#include <absl/status/statusor.h>

struct sqlite3;
struct sqlite3_stmt;

namespace signalbox::gateway {

/// One prepared statement. Belongs to its connection's thread. Bound views must live until Reset.
class Statement {
 public:
  explicit Statement(sqlite3_stmt* raw) : raw_(raw) {}

  void Bind(int index, std::int64_t value);
  void Bind(int index, std::string_view blob);

  /// Runs to the next row. True when there is one; false when the statement is done, and then it is reset.
  /// Errors: as Database::Execute.
  absl::StatusOr<bool> Step();

  /// Runs a statement that returns no rows, and resets it.
  absl::Status Run();

  /// Ends a walk over rows early, so that the connection keeps no old snapshot.
  void Reset();

  std::int64_t Int(int column) const;
  std::string_view Blob(int column) const;  ///< Valid until the next Step or Reset.

 private:
  struct Finalize {
    void operator()(sqlite3_stmt* raw) const;
  };
  std::unique_ptr<sqlite3_stmt, Finalize> raw_;
};

/// One SQLite connection. One thread at a time.
class Database {
 public:
  /// Errors: kUnavailable when the file cannot be opened, kDataLoss when it is not a database.
  static absl::StatusOr<Database> Open(const std::string& path);

  /// Runs SQL without results. Errors: kUnavailable when busy, full or unwritable; kDataLoss when the file is damaged.
  absl::Status Execute(const char* sql);

  /// Keeps `log_pages` at the length of the write-ahead log after every commit, and turns automatic checkpoints off.
  void OnCommit(std::atomic<int>& log_pages);

  absl::StatusOr<Statement> Prepare(const char* sql);

  /// The first column of the first row. Errors: as Execute; kInternal when there is no row.
  absl::StatusOr<std::int64_t> Int(const char* sql);
  absl::StatusOr<std::string> Text(const char* sql);

 private:
  struct Close {
    void operator()(sqlite3* raw) const;
  };
  explicit Database(sqlite3* raw) : raw_(raw) {}

  std::unique_ptr<sqlite3, Close> raw_;
};

}  // namespace signalbox::gateway
