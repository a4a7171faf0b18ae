#pragma once

#include <optional>

#include "tests/support/fake_provider/plan.h"
#include "tests/support/fake_provider/visit.h"

namespace signalbox::fake_provider::azure {

/// Answers POST /openai/deployments/{deployment}/... with an api-version, and /openai/v1/... with an `api-key`.
/// Nothing: another dialect's request.
std::optional<Plan> Answer(Visit& visit);

}  // namespace signalbox::fake_provider::azure
