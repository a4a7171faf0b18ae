#pragma once

#include <optional>

#include "tests/support/fake_provider/plan.h"
#include "tests/support/fake_provider/visit.h"

namespace signalbox::fake_provider::bedrock {

/// Answers POST /model/{id}/converse, /converse-stream and /count-tokens: signed with the keys of signature.h, or with
/// an API key as a bearer. Nothing: another dialect's request.
std::optional<Plan> Answer(Visit& visit);

}  // namespace signalbox::fake_provider::bedrock
