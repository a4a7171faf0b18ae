#pragma once

#include "common/json/document.h"
#include "tests/support/fake_provider/plan.h"
#include "tests/support/fake_provider/script.h"

namespace signalbox::fake_provider::gemini {

/// The answers to embedContent and batchEmbedContents.
Plan AnswerEmbed(json::Value root, const Script& script);
Plan AnswerBatchEmbed(json::Value root, const Script& script);

}  // namespace signalbox::fake_provider::gemini
