#include "services/router/config.h"

#include "services/router/file_catalog.h"
#include "services/router/providers/kind_rules.h"

namespace signalbox::router {

Config Config::Read(config::Reader& section, TimePoint now) {
  Config config;
  config.postgres.schema = "router";
  section.GetMap("postgres", [&](config::Reader& map) { config.postgres.Read(map); });
  section.GetSecret("sealing_key", config.sealing_key);
  section.GetMap("upstream", [&](config::Reader& map) {
    map.Get("threads", config.upstream_threads, 1, 16);
    map.Get("max_idle_connections", config.max_idle_connections, 1, 65536);
  });
  section.GetMap("timeouts", [&](config::Reader& map) { ReadTimers(map, config.timers); });
  FileCatalog file = ReadFileCatalog(section, KindRules(), config.timers, now);
  config.catalog = std::move(file.catalog);
  config.skipped = std::move(file.skipped);
  return config;
}

}  // namespace signalbox::router
