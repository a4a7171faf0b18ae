#pragma once

#include <string>

#include "tests/support/fake_provider/plan.h"
#include "tests/support/fake_provider/visit.h"

namespace signalbox::fake_provider::vertex {

/// POST .../publishers/google/models/{m}:predict of an embedding model.
Plan AnswerPredict(Visit& visit, const std::string& model);

}  // namespace signalbox::fake_provider::vertex
