#pragma once

#include <string>
#include <vector>

#include "common/config/reader.h"
#include "common/context/clock.h"
#include "common/postgres/pool.h"
#include "services/router/domain/catalog.h"

namespace signalbox::router {

/// The `router:` section.
///
///   postgres: { url }
///   sealing_key: 43 base64url characters                 # seals the keys of stored accounts
///   upstream: { threads: 1, max_idle_connections: 512 }
///   timeouts: { connect: 5s, first_byte: 2m, idle: 1m, total: 20m }
///   providers: [ { name, kind: openai, base_url, settings: {...}, allow_private: false, optional: false, timeouts:
///   {...},
///                  accounts: [ { name, api_key or api_key_file, keyless: false, enabled: true,
///                                weight: 1, priority: 0, rpm, tpm } ] } ]
///   models: [ { name, strategy, fallbacks: [], context_window_fallbacks: [],
///               deployments: [ { provider, upstream_model, weight, rpm, tpm, priority: 0, tags: [], context_window,
///                                input_price, output_price } ] } ]
///   rules: [ { match, name, priority: 0, enabled: true, strategy, fallbacks, context_window_fallbacks, and one of
///              model, targets: [ { provider, upstream_model: $0, ... } ], or provider with passthrough: true } ]
///   routing: { strategy: simple-shuffle, max_attempts: 4, retry: {...}, breaker: {...}, rest: {...} }
struct Config {
  postgres::Options postgres;
  std::string sealing_key;
  int upstream_threads = 1;          ///< 1 to 16.
  int max_idle_connections = 512;    ///< Kept for reuse; 1 to 65536.
  Timers timers;                     ///< Where a provider has none of its own.
  Catalog catalog;                   ///< Of the file.
  std::vector<std::string> skipped;  ///< Optional providers that are left out, in words, for the log.

  /// Does not call Done(): errors stay with the section. `now` becomes the create time of what the file defines.
  static Config Read(config::Reader& section, TimePoint now);
};

}  // namespace signalbox::router
