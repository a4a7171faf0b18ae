#include <cstdlib>

#include "common/postgres/conninfo.h"
#include "common/postgres/pool.h"
#include "common/status/error.h"

namespace signalbox::postgres {

using namespace std::chrono_literals;

void Options::Read(config::Reader& map) {
  if (const char* preset = std::getenv("DATABASE_URL"); preset != nullptr && url.empty()) url = preset;
  map.GetSecret("url", url);
  map.Get("max_connections", max_connections, 1, 200);
  map.Get("statement_timeout", statement_timeout, 100ms, 10min);
  if (url.empty()) return map.Fail("url", "is required, for example postgresql://user@host/database");
  if (const auto parsed = ParseConninfo(url); !parsed.ok()) map.Fail("url", MessageOf(parsed.status()));
}

}  // namespace signalbox::postgres
