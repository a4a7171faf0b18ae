#pragma once

#include <chrono>
#include <functional>
#include <memory>
#include <string>
#include <type_traits>

#include <absl/status/status.h>
#include <absl/status/statusor.h>
#include <pqxx/pqxx>

#include "common/config/reader.h"
#include "common/context/request_context.h"

namespace signalbox::postgres {

/// How a service reaches its schema. Read from the `postgres:` map of its section.
struct Options {
  std::string url;                                    ///< libpq connection string or URL, with the service's own role.
  std::string schema;                                 ///< Set as the search path of every connection.
  int max_connections = 8;                            ///< 1 to 200.
  std::chrono::milliseconds statement_timeout{5000};  ///< Without a deadline in the context.

  /// Reads `url` (default: $DATABASE_URL), `max_connections`, `statement_timeout` from the `postgres:` map itself:
  ///   section.GetMap("postgres", [&](config::Reader& map) { options.postgres.Read(map); });
  /// `schema` is given by the caller.
  void Read(config::Reader& map);
};

/// A bounded pool of connections of one service. Any thread; every call blocks, so never call it from a reactor.
///
/// Driver errors become codes: no connection and serialisation or lock trouble kUnavailable, timeouts
/// kDeadlineExceeded, unique violations kAlreadyExists, other integrity violations kFailedPrecondition, the rest
/// kInternal. A connection that broke is replaced at its next use.
class Pool {
 public:
  explicit Pool(Options options);
  ~Pool();
  Pool(const Pool&) = delete;
  Pool& operator=(const Pool&) = delete;

  /// Runs `body` in one READ COMMITTED transaction and commits if it returns OK, else rolls back.
  /// `body` takes pqxx::work& and returns absl::Status or absl::StatusOr<T>; it may throw pqxx exceptions.
  /// Waits for a connection, and lets statements run, until the context's deadline.
  /// Errors besides those above: kUnavailable when no connection became free in time; kInternal when `body` throws
  /// anything else. A broken connection during COMMIT is kUnavailable although the change may have been made.
  template <typename Body>
  std::invoke_result_t<Body, pqxx::work&> InTransaction(const RequestContext& context, Body&& body) {
    using Result = std::invoke_result_t<Body, pqxx::work&>;
    if constexpr (std::is_same_v<Result, absl::Status>) {
      return Run(context, std::forward<Body>(body));
    } else {
      Result result = absl::UnknownError("transaction did not run");
      const absl::Status status = Run(context, [&](pqxx::work& transaction) {
        result = body(transaction);
        return result.ok() ? absl::OkStatus() : result.status();
      });
      if (!status.ok()) return status;
      return result;
    }
  }

  /// Whether the database answered lately; a thread asks it once a second when nobody else does. Cheap. The thread
  /// starts with the first call of Ready() or InTransaction(), so a pool that is only constructed connects to nothing.
  absl::Status Ready() const;

 private:
  absl::Status Run(const RequestContext& context, const std::function<absl::Status(pqxx::work&)>& body);

  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace signalbox::postgres
