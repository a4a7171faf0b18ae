#pragma once

#include <string>

#include "tests/support/fake_provider/answer.h"
#include "tests/support/fake_provider/visit.h"

namespace signalbox::fake_provider::openai {

/// POST /v1/embeddings: one vector for each input, as numbers or base64.
Plan AnswerEmbeddings(const Dialect& dialect, Visit& visit, const std::string& deployment);

}  // namespace signalbox::fake_provider::openai
