#include "common/postgres/connection.h"

#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "common/postgres/conninfo.h"
#include "common/status/macros.h"

namespace signalbox::postgres {
namespace {

using std::chrono::milliseconds;

// Few steps, so that transactions with much the same time left need not tell the server again.
milliseconds RoundUp(milliseconds timeout) {
  static constexpr std::array<int, 6> kSteps{100, 150, 200, 300, 500, 700};
  for (int scale = 1; scale <= 1000; scale *= 10) {
    for (const int step : kSteps) {
      if (timeout <= milliseconds(step * scale)) return milliseconds(step * scale);
    }
  }
  return timeout;
}

// A server option takes its value up to an unescaped space.
std::string EscapeOption(std::string_view value) {
  std::string escaped;
  for (const char c : value) {
    if (c == ' ' || c == '\\') escaped.push_back('\\');
    escaped.push_back(c);
  }
  return escaped;
}

}  // namespace

std::string QuoteIdentifier(std::string_view identifier) {
  std::string quoted = "\"";
  for (const char c : identifier) {
    if (c == '"') quoted.push_back('"');
    quoted.push_back(c);
  }
  return quoted + "\"";
}

absl::StatusOr<std::string> ConnectionString(const Options& options) {
  ASSIGN_OR_RETURN(Settings settings, ParseConninfo(options.url));
  // Without these a server that vanished without a word would hold its callers for many minutes.
  settings.try_emplace("connect_timeout", "3");
  settings.try_emplace("keepalives_idle", "10");
  settings.try_emplace("keepalives_interval", "3");
  settings.try_emplace("keepalives_count", "3");
  settings.try_emplace("tcp_user_timeout", "15000");
  settings.try_emplace("application_name", "signalbox-" + options.schema);
  settings["client_encoding"] = "UTF8";
  std::string& server = settings["options"];
  server += fmt::format(" -c search_path={} -c TimeZone=UTC", EscapeOption(QuoteIdentifier(options.schema)));
  return FormatConninfo(settings);
}

void Connection::Begin(milliseconds timeout, std::optional<pqxx::work>& transaction) {
  const milliseconds rounded = RoundUp(timeout);
  if (rounded != timeout_) {
    pqxx::nontransaction(link_).exec(fmt::format("SET statement_timeout = {}", rounded.count()));
    timeout_ = rounded;
  }
  transaction.emplace(link_);
}

}  // namespace signalbox::postgres
