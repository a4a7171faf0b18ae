#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "signalbox/llm/v1/llm.pb.h"

namespace signalbox::dialect::openai_responses {

/// What this dialect has no word for, and another may have said.
enum class Unsaid : std::uint8_t {
  kStop,
  kSeed,
  kPresencePenalty,
  kFrequencyPenalty,
  kChoices,
  kTopK,
  kReasoningBudget,
};

/// The name of the field in the caller's dialect.
std::string_view TermOf(llm::v1::Dialect dialect, Unsaid what);

/// Whether the message stands outside the caller's list of turns.
bool IsOutside(llm::v1::Dialect dialect, const llm::v1::Message& message);

/// Where the message stands in the caller's request: "messages[2]", "contents[0]", "system". `index` counts the
/// messages before it that stand in the list.
std::string PathOf(llm::v1::Dialect dialect, const llm::v1::Message& message, int index);

/// Where the block stands in its message: ".content[1]", ".parts[1]".
std::string BlockPathOf(llm::v1::Dialect dialect, int index);

/// The caller's name of what asks a provider to cache up to a block.
std::string_view CacheTermOf(llm::v1::Dialect dialect);

}  // namespace signalbox::dialect::openai_responses
