#include "tests/support/postgres/postgres.h"

#include <algorithm>
#include <cstdlib>
#include <iostream>

#include "common/context/ids.h"
#include "common/postgres/conninfo.h"
#include "tests/support/postgres/server.h"

namespace signalbox::support {
namespace {

std::string UrlOf(const std::string& database) {
  absl::StatusOr<postgres::Settings> settings = postgres::ParseConninfo(PostgresServerUrl());
  if (!settings.ok()) {
    std::cerr << "SIGNALBOX_TEST_POSTGRES_URL: " << settings.status() << '\n';
    std::abort();
  }
  if (!database.empty()) (*settings)["dbname"] = database;
  return postgres::FormatConninfo(*settings);
}

pqxx::result Run(const std::string& url, const std::string& sql) {
  pqxx::connection connection(url);
  const pqxx::quiet_errorhandler quiet(connection);
  return pqxx::nontransaction(connection).exec(sql);
}

std::string NewName() {
  std::string name = "test_" + NewUuid();
  std::replace(name.begin(), name.end(), '-', '_');
  return name;
}

}  // namespace

Postgres::Postgres() : name_(NewName()), url_(UrlOf(name_)) {
  Run(UrlOf(""), "CREATE DATABASE " + name_);
}

Postgres::~Postgres() {
  try {
    Run(UrlOf(""), "DROP DATABASE " + name_ + " WITH (FORCE)");
  } catch (const std::exception& error) {
    std::cerr << "cannot drop " << name_ << ": " << error.what() << '\n';
  }
}

postgres::Options Postgres::OptionsFor(const std::string& schema) const {
  postgres::Options options;
  options.url = url_;
  options.schema = schema;
  return options;
}

pqxx::result Postgres::Execute(const std::string& sql) const {
  return Run(url_, sql);
}

int Postgres::KillConnections() const {
  return static_cast<int>(
      Run(UrlOf(""), "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE datname = '" + name_ + "'")
          .size());
}

void Postgres::TakeAway() const {
  Run(UrlOf(""), "ALTER DATABASE " + name_ + " ALLOW_CONNECTIONS false");
  KillConnections();
}

void Postgres::Restore() const {
  Run(UrlOf(""), "ALTER DATABASE " + name_ + " ALLOW_CONNECTIONS true");
}

}  // namespace signalbox::support
