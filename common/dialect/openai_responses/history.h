#pragma once

#include <span>
#include <string>

#include "signalbox/llm/v1/llm.pb.h"

namespace signalbox::dialect::openai_responses {

/// Remembered turns as items with commas between them, fit to be sent to a provider again: without reasoning, without
/// ids, and without the function calls of an answer that was cut. Turns of which nothing is left are left out.
std::string EncodeHistory(std::span<const llm::v1::Message> history);

}  // namespace signalbox::dialect::openai_responses
