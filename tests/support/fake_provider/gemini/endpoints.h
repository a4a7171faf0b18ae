#pragma once

#include <optional>
#include <string_view>

#include "tests/support/fake_provider/plan.h"
#include "tests/support/fake_provider/visit.h"

namespace signalbox::fake_provider::gemini {

/// Answers POST .../models/{model}:<action>, and GET .../models under /v1beta or with Google's key. Nothing: another
/// dialect's request.
std::optional<Plan> Answer(Visit& visit);

/// Who serves the model: Vertex wants every turn to name its role.
enum class Host { kGemini, kVertex };

/// A request whose caller is known. `action` is what follows the model's colon.
Plan AnswerAction(Visit& visit, std::string_view model, std::string_view action, Host host);

}  // namespace signalbox::fake_provider::gemini
