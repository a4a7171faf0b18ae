#include "common/postgres/migrator.h"

#include <algorithm>
#include <map>
#include <string>

#include <fmt/format.h>

#include "common/postgres/connection.h"
#include "common/postgres/error_map.h"
#include "common/status/error.h"
#include "common/status/macros.h"

namespace signalbox::postgres {
namespace {

constexpr char kLock[] = "SELECT pg_advisory_lock(hashtext('signalbox.migrate'), hashtext($1))";
constexpr char kSchemaExists[] = "SELECT 1 FROM pg_namespace WHERE nspname = $1";
constexpr char kTableExists[] = "SELECT to_regclass($1) IS NOT NULL";
// As the program sha256sum prints it for the file.
constexpr char kChecksum[] = "SELECT encode(sha256(convert_to($1, 'UTF8')), 'hex')";

struct Applied {
  std::string name;
  std::string checksum;
};

std::string TableOf(const Options& options) {
  return QuoteIdentifier(options.schema) + ".schema_migrations";
}

absl::Status Refuse(std::string_view message) {
  return Error(absl::StatusCode::kFailedPrecondition, "SCHEMA_MISMATCH", message);
}

// One connection that holds the lock for as long as it lives.
class Session {
 public:
  Session(const Options& options, const std::string& conninfo) : options_(options), connection_(conninfo) {
    // Waiting for another process's migrations may take as long as they do.
    pqxx::nontransaction transaction(connection_.link());
    transaction.exec("SET statement_timeout = 0");
    transaction.exec_params(kLock, options.schema);
  }

  void EnsureTable() {
    pqxx::work transaction(connection_.link());
    // Asked first, because a role that owns its schema need not be allowed to make new ones.
    if (transaction.exec_params(kSchemaExists, options_.schema).empty()) {
      transaction.exec("CREATE SCHEMA " + QuoteIdentifier(options_.schema));
    }
    transaction.exec("CREATE TABLE IF NOT EXISTS " + TableOf(options_) +
                     " (number integer PRIMARY KEY, name text NOT NULL, checksum text NOT NULL,"
                     " applied_at timestamptz NOT NULL DEFAULT now())");
    transaction.commit();
  }

  std::map<int, Applied> ReadApplied() {
    pqxx::nontransaction transaction(connection_.link());
    std::map<int, Applied> applied;
    for (const pqxx::row& row : transaction.exec("SELECT number, name, checksum FROM " + TableOf(options_))) {
      applied[row[0].as<int>()] = {row[1].as<std::string>(), row[2].as<std::string>()};
    }
    return applied;
  }

  std::string ChecksumOf(const Migration& migration) {
    pqxx::nontransaction transaction(connection_.link());
    return transaction.exec_params1(kChecksum, std::string(migration.sql))[0].as<std::string>();
  }

  absl::Status Apply(const Migration& migration) {
    try {
      pqxx::work transaction(connection_.link());
      transaction.exec(std::string(migration.sql));
      transaction.exec_params("INSERT INTO " + TableOf(options_) +
                                  " (number, name, checksum)"
                                  " VALUES ($1, $2, encode(sha256(convert_to($3, 'UTF8')), 'hex'))",
                              migration.number, std::string(migration.name), std::string(migration.sql));
      transaction.commit();
      return absl::OkStatus();
    } catch (const std::exception& error) {
      return Error(StatusOfCurrentException().code(), "",
                   fmt::format("migration {}: {}", migration.name, error.what()));
    }
  }

 private:
  const Options& options_;
  Connection connection_;
};

absl::Status CheckUnchanged(Session& session, const Migration& migration, const Applied& applied) {
  if (applied.name == migration.name && applied.checksum == session.ChecksumOf(migration)) return absl::OkStatus();
  return Refuse(fmt::format("migration {} ({}) was applied with another text: restore the file and add a new migration",
                            migration.number, applied.name));
}

absl::Status CheckNotNewer(const std::map<int, Applied>& applied, std::span<const Migration> migrations) {
  const int newest = migrations.empty() ? 0 : migrations.back().number;
  if (applied.empty() || applied.rbegin()->first <= newest) return absl::OkStatus();
  return Refuse(fmt::format("the database is at migration {}, this program ends at {}: use the newer program",
                            applied.rbegin()->first, newest));
}

absl::Status MigrateIn(Session& session, std::span<const Migration> migrations) {
  session.EnsureTable();
  const std::map<int, Applied> applied = session.ReadApplied();
  RETURN_IF_ERROR(CheckNotNewer(applied, migrations));
  for (const Migration& migration : migrations) {
    const auto found = applied.find(migration.number);
    if (found != applied.end()) RETURN_IF_ERROR(CheckUnchanged(session, migration, found->second));
  }
  for (const Migration& migration : migrations) {
    if (!applied.contains(migration.number)) RETURN_IF_ERROR(session.Apply(migration));
  }
  return absl::OkStatus();
}

}  // namespace

absl::Status Migrate(const Options& options, std::span<const Migration> migrations) {
  ASSIGN_OR_RETURN(const std::string conninfo, ConnectionString(options));
  try {
    Session session(options, conninfo);
    return MigrateIn(session, migrations);
  } catch (const std::exception&) {
    return StatusOfCurrentException();
  }
}

absl::Status CheckSchema(Pool& pool, const Options& options, std::span<const Migration> migrations) {
  const int needed = migrations.empty() ? 0 : migrations.back().number;
  ASSIGN_OR_RETURN(const int found, pool.InTransaction({}, [&](pqxx::work& transaction) -> absl::StatusOr<int> {
    if (!transaction.exec_params1(kTableExists, TableOf(options))[0].as<bool>()) return 0;
    return transaction.exec1("SELECT coalesce(max(number), 0) FROM " + TableOf(options))[0].as<int>();
  }));
  if (found >= needed) return absl::OkStatus();
  return Refuse(
      fmt::format("schema {} is at migration {} and this program needs {}: run the program's `migrate` command "
                  "(signalbox-{} migrate --config FILE)",
                  options.schema, found, needed, options.schema));
}

}  // namespace signalbox::postgres
