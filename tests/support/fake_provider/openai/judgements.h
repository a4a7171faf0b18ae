#pragma once

#include <string>

#include "tests/support/fake_provider/answer.h"
#include "tests/support/fake_provider/visit.h"

namespace signalbox::fake_provider::openai {

/// POST /v1/moderations: a text with "attack" in it is flagged as violence.
Plan AnswerModerations(const Dialect& dialect, Visit& visit, const std::string& deployment);

/// POST /v1/rerank, Cohere's shape: the documents that share most words with the query first.
Plan AnswerRerank(const Dialect& dialect, Visit& visit, const std::string& deployment);

}  // namespace signalbox::fake_provider::openai
