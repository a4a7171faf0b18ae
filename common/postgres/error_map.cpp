#include "common/postgres/error_map.h"

#include <algorithm>
#include <array>
#include <string>
#include <string_view>

#include <fmt/format.h>
#include <pqxx/pqxx>

#include "common/status/error.h"

namespace signalbox::postgres {
namespace {

using absl::StatusCode;

struct Rule {
  std::string_view state;  // An SQLSTATE, or the beginning of several.
  StatusCode code;
  std::string_view message;
};

// The first that fits counts.
constexpr std::array kRules{
    Rule{"23505", StatusCode::kAlreadyExists, "it exists already"},
    Rule{"23", StatusCode::kFailedPrecondition, "refused by a rule of the database"},
    Rule{"57014", StatusCode::kDeadlineExceeded, "the database did not answer in time"},
    Rule{"57P", StatusCode::kUnavailable, "the database is shutting down or starting"},
    Rule{"40", StatusCode::kUnavailable, "the database rolled back in favour of another transaction"},
    Rule{"55P03", StatusCode::kUnavailable, "another transaction holds a lock"},
    Rule{"53", StatusCode::kUnavailable, "the database is short of a resource"},
    Rule{"08", StatusCode::kUnavailable, "the connection to the database broke"},
    Rule{"25006", StatusCode::kUnavailable, "the database is read-only at the moment"},
};

// The server's text names our tables and may quote rows: it goes out only where callers never see it.
absl::Status FromSqlState(const std::string& state, const char* text) {
  for (const Rule& rule : kRules) {
    if (std::string_view(state).starts_with(rule.state)) return Error(rule.code, "", rule.message);
  }
  return Error(StatusCode::kInternal, "", fmt::format("database error {}: {}", state, text));
}

}  // namespace

absl::Status StatusOfCurrentException() {
  try {
    throw;
  } catch (const pqxx::broken_connection&) {
    return Error(StatusCode::kUnavailable, "", "no connection to the database");
  } catch (const pqxx::in_doubt_error&) {
    return Error(StatusCode::kUnavailable, "", "the connection broke during commit; the change may have been made");
  } catch (const pqxx::sql_error& error) {
    return FromSqlState(error.sqlstate(), error.what());
  } catch (const pqxx::transaction_rollback&) {
    return FromSqlState("40", "");
  } catch (const std::exception& error) {
    return Error(StatusCode::kInternal, "", fmt::format("database error: {}", error.what()));
  }
}

}  // namespace signalbox::postgres
