#pragma once

#include <string>

#include "common/postgres/pool.h"

namespace signalbox::support {

/// A fresh, empty database for one test, dropped by the destructor.
///
/// It lives in the server that SIGNALBOX_TEST_POSTGRES_URL names, else in a private one that the first use in a process
/// starts (about a second) and the end of the process stops. Failures end the process with the reason: without a
/// database there is nothing to test. Any thread.
class Postgres {
 public:
  Postgres();
  ~Postgres();
  Postgres(const Postgres&) = delete;
  Postgres& operator=(const Postgres&) = delete;

  /// libpq's connection string of this database, as its owner.
  const std::string& url() const { return url_; }

  /// Options for a pool or a migration in `schema` of this database.
  postgres::Options OptionsFor(const std::string& schema) const;

  /// Runs one statement in a connection of its own; throws what libpqxx throws.
  pqxx::result Execute(const std::string& sql) const;

  /// Ends every connection to this database, as a restart of the server would. Returns how many there were.
  int KillConnections() const;

  /// From now on nobody can connect, and whoever is connected is thrown out; Restore() undoes it.
  void TakeAway() const;
  void Restore() const;

 private:
  std::string name_;
  std::string url_;
};

}  // namespace signalbox::support
