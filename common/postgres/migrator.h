#pragma once

#include <span>
#include <string_view>

#include <absl/status/status.h>

#include "common/postgres/pool.h"

namespace signalbox::postgres {

/// One forward-only step of a schema, compiled in from storage/migrations/NNNN_what.sql.
struct Migration {
  int number;             ///< From 1, without gaps.
  std::string_view name;  ///< "0001_create.sql".
  std::string_view sql;
};

/// Applies what is missing, each migration in its own transaction, under an advisory lock, and records number, name and
/// checksum in <schema>.schema_migrations. Creates the schema if it is absent. Safe to run from many processes at once.
/// Errors: kFailedPrecondition when an applied migration's text has changed, or the database is newer than this
/// program.
absl::Status Migrate(const Options& options, std::span<const Migration> migrations);

/// Errors: kFailedPrecondition, with the command that mends it, when the schema is older than the newest of
/// `migrations`.
absl::Status CheckSchema(Pool& pool, const Options& options, std::span<const Migration> migrations);

}  // namespace signalbox::postgres
