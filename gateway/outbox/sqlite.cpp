#include "gateway/outbox/sqlite.h"

#include <fmt/format.h>
#include <sqlite3.h>

#include "common/status/error.h"
#include "common/status/macros.h"

namespace signalbox::gateway {
namespace {

absl::Status StatusOf(sqlite3* database, int code) {
  const absl::StatusCode kind =
      code == SQLITE_CORRUPT || code == SQLITE_NOTADB ? absl::StatusCode::kDataLoss : absl::StatusCode::kUnavailable;
  return Error(kind, "", fmt::format("SQLite: {} ({})", sqlite3_errmsg(database), sqlite3_errstr(code)));
}

}  // namespace

void Statement::Finalize::operator()(sqlite3_stmt* raw) const {
  sqlite3_finalize(raw);
}

void Statement::Bind(int index, std::int64_t value) {
  sqlite3_bind_int64(raw_.get(), index, value);
}

void Statement::Bind(int index, std::string_view blob) {
  sqlite3_bind_blob64(raw_.get(), index, blob.data(), blob.size(), SQLITE_STATIC);
}

absl::StatusOr<bool> Statement::Step() {
  const int code = sqlite3_step(raw_.get());
  if (code == SQLITE_ROW) return true;
  sqlite3* const database = sqlite3_db_handle(raw_.get());
  const absl::Status status = code == SQLITE_DONE ? absl::OkStatus() : StatusOf(database, code & 0xFF);
  Reset();
  if (!status.ok()) return status;
  return false;
}

absl::Status Statement::Run() {
  return Step().status();
}

void Statement::Reset() {
  sqlite3_reset(raw_.get());
}

std::int64_t Statement::Int(int column) const {
  return sqlite3_column_int64(raw_.get(), column);
}

std::string_view Statement::Blob(int column) const {
  const void* const bytes = sqlite3_column_blob(raw_.get(), column);
  return {static_cast<const char*>(bytes), static_cast<std::size_t>(sqlite3_column_bytes(raw_.get(), column))};
}

void Database::Close::operator()(sqlite3* raw) const {
  sqlite3_close_v2(raw);
}

absl::StatusOr<Database> Database::Open(const std::string& path) {
  sqlite3* raw = nullptr;
  const int code =
      sqlite3_open_v2(path.c_str(), &raw, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX, nullptr);
  Database database(raw);
  if (code != SQLITE_OK) return StatusOf(raw, code);
  return database;
}

absl::Status Database::Execute(const char* sql) {
  const int code = sqlite3_exec(raw_.get(), sql, nullptr, nullptr, nullptr);
  return code == SQLITE_OK ? absl::OkStatus() : StatusOf(raw_.get(), code);
}

void Database::OnCommit(std::atomic<int>& log_pages) {
  const auto remember = [](void* target, sqlite3*, const char*, int pages) {
    static_cast<std::atomic<int>*>(target)->store(pages, std::memory_order_relaxed);
    return SQLITE_OK;
  };
  sqlite3_wal_hook(raw_.get(), remember, &log_pages);
}

absl::StatusOr<Statement> Database::Prepare(const char* sql) {
  sqlite3_stmt* statement = nullptr;
  const int code = sqlite3_prepare_v3(raw_.get(), sql, -1, SQLITE_PREPARE_PERSISTENT, &statement, nullptr);
  if (code != SQLITE_OK) return StatusOf(raw_.get(), code);
  return Statement(statement);
}

absl::StatusOr<std::int64_t> Database::Int(const char* sql) {
  ASSIGN_OR_RETURN(Statement statement, Prepare(sql));
  ASSIGN_OR_RETURN(const bool row, statement.Step());
  if (!row) return Error(absl::StatusCode::kInternal, "", fmt::format("no row: {}", sql));
  return statement.Int(0);
}

absl::StatusOr<std::string> Database::Text(const char* sql) {
  ASSIGN_OR_RETURN(Statement statement, Prepare(sql));
  ASSIGN_OR_RETURN(const bool row, statement.Step());
  if (!row) return Error(absl::StatusCode::kInternal, "", fmt::format("no row: {}", sql));
  return std::string(statement.Blob(0));
}

}  // namespace signalbox::gateway
