#pragma once

#include <string>

#include "tests/support/fake_provider/answer.h"
#include "tests/support/fake_provider/visit.h"

namespace signalbox::fake_provider::openai {

/// POST /v1/chat/completions. Azure: the model is `deployment`, whatever the body says, and answers carry what its
/// content filter found.
Plan AnswerChat(const Dialect& dialect, Visit& visit, const std::string& deployment = {});

}  // namespace signalbox::fake_provider::openai
