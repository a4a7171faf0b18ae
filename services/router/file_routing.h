#pragma once

#include <string>
#include <vector>

#include "common/config/reader.h"
#include "services/router/domain/catalog.h"

namespace signalbox::router {

/// Reads the members of a deployment that matter for the choice among several: weight, rpm, tpm, priority, tags,
/// context_window, input_price and output_price (USD per million tokens, both or neither).
void ReadTraits(config::Reader& map, DeploymentTraits& traits);

/// Reads weight, priority, rpm and tpm of an account.
void ReadTraits(config::Reader& map, AccountTraits& traits);

/// Reads strategy (a name or several), fallbacks and context_window_fallbacks.
void ReadPolicy(config::Reader& map, ModelPolicy& policy);

/// Reads `routing`: strategy, max_attempts, breaker and rest.
void ReadRoutingOptions(config::Reader& section, RoutingOptions& options);

/// Reads one of `rules`, without ids.
RoutingRule ReadRule(config::Reader& map);

}  // namespace signalbox::router
