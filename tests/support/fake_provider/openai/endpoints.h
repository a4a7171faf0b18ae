#pragma once

#include <optional>
#include <string>

#include "tests/support/fake_provider/answer.h"
#include "tests/support/fake_provider/visit.h"

namespace signalbox::fake_provider::openai {

/// Answers OpenAI's endpoints under /v1 or any other prefix, whose caller shows a bearer key. Nothing: another
/// dialect's.
std::optional<Plan> Answer(Visit& visit);

/// POST of one of OpenAI's endpoints, its caller known: `endpoint` is what follows /v1. `deployment`: see AnswerChat().
std::optional<Plan> AnswerPost(const Dialect& dialect, Visit& visit, std::string_view endpoint,
                               const std::string& deployment = {});

}  // namespace signalbox::fake_provider::openai
