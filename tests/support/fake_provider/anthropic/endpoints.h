#pragma once

#include <optional>
#include <string>

#include "tests/support/fake_provider/answer.h"
#include "tests/support/fake_provider/anthropic/request.h"
#include "tests/support/fake_provider/plan.h"
#include "tests/support/fake_provider/visit.h"

namespace signalbox::fake_provider::anthropic {

/// Answers POST .../v1/messages and .../v1/messages/count_tokens under any prefix, and GET .../v1/models when
/// Anthropic's headers ask. Nothing: another dialect's request.
std::optional<Plan> Answer(Visit& visit);

/// A Messages body, its caller known. `model` replaces the body's where the URL names it.
Plan AnswerMessages(const Dialect& dialect, Visit& visit, Endpoint endpoint, const std::string& model = {});

}  // namespace signalbox::fake_provider::anthropic
