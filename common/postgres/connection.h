#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

#include <absl/status/statusor.h>
#include <pqxx/pqxx>

#include "common/postgres/pool.h"

namespace signalbox::postgres {

/// libpq's connection string for `options`: the URL's settings, ours where it says nothing, and the search path.
/// Errors: kInvalidArgument.
absl::StatusOr<std::string> ConnectionString(const Options& options);

/// `identifier` in double quotes, for the few statements that cannot take it as a parameter.
std::string QuoteIdentifier(std::string_view identifier);

/// A connection that keeps quiet on standard error. One thread at a time.
class Connection {
 public:
  /// Connects; throws what libpqxx throws.
  explicit Connection(const std::string& conninfo) : link_(conninfo) {}

  /// Starts a transaction whose statements end after about `timeout`, which is rounded up by at most a half.
  ///
  /// Costs the round trip of BEGIN alone as long as the rounded timeout stays what it was.
  void Begin(std::chrono::milliseconds timeout, std::optional<pqxx::work>& transaction);

  bool IsOpen() const noexcept { return link_.is_open(); }
  pqxx::connection& link() { return link_; }

 private:
  pqxx::connection link_;
  pqxx::quiet_errorhandler quiet_{link_};
  std::chrono::milliseconds timeout_{-1};
};

}  // namespace signalbox::postgres
