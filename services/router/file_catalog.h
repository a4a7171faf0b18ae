#pragma once

#include <string>
#include <vector>

#include "common/config/reader.h"
#include "common/context/clock.h"
#include "services/router/domain/catalog.h"
#include "services/router/domain/provider_rules.h"

namespace signalbox::router {

/// What the file configures. An optional provider none of whose accounts has a key is left out together with the
/// deployments that need it, so one file serves with and without the key.
struct FileCatalog {
  Catalog catalog;
  std::vector<std::string> skipped;  ///< What was left out, in words.
};

/// Reads `providers` and `models`. Ids are made from names, so they are the same in every process and after a restart.
/// Whatever is wrong stays with the section, named by its path.
FileCatalog ReadFileCatalog(config::Reader& section, const ProviderRules& rules, const Timers& defaults, TimePoint now);

/// Reads `connect`, `first_byte`, `idle` and `total`.
void ReadTimers(config::Reader& map, Timers& timers);

}  // namespace signalbox::router
