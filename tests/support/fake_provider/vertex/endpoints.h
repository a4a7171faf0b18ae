#pragma once

#include <optional>

#include "tests/support/fake_provider/plan.h"
#include "tests/support/fake_provider/visit.h"

namespace signalbox::fake_provider::vertex {

/// Answers POST /token, and POST /v1/projects/{p}/locations/{l}/publishers/{google,anthropic}/models/{m}:<action> with
/// a token from there. Nothing: another dialect's request.
std::optional<Plan> Answer(Visit& visit);

}  // namespace signalbox::fake_provider::vertex
