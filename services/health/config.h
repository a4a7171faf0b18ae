#pragma once

#include <chrono>
#include <cstdint>

#include <absl/status/statusor.h>

#include "common/config/reader.h"
#include "common/postgres/pool.h"

namespace signalbox::health {

/// The `health:` section.
struct Config {
  postgres::Options postgres;                  ///< `postgres: {url, ...}`
  std::chrono::milliseconds interval{60'000};  ///< Between two probes of an account; 1 s to 24 h.
  std::chrono::milliseconds timeout{10'000};   ///< Of one probe; 100 ms to 1 min.
  int parallel_probes = 4;                     ///< At once, in a round; 1 to 32.
  std::chrono::milliseconds history_age{std::chrono::hours(24 * 30)};  ///< Older checks are forgotten; 1 h to 1 year.
  std::int64_t history_checks = 1'000'000;  ///< The oldest of more are forgotten; 1000 to 100 million.

  /// Errors: kInvalidArgument naming every wrong or unknown key.
  static absl::StatusOr<Config> Read(config::Reader& section);
};

}  // namespace signalbox::health
