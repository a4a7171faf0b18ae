#pragma once

#include <string>
#include <string_view>

#include "signalbox/llm/v1/llm.pb.h"

namespace signalbox::dialect::bedrock_converse {

/// What the caller's dialect calls what Converse cannot say.
enum class Setting {
  kSeed,
  kPresencePenalty,
  kFrequencyPenalty,
  kChoices,
  kLogprobs,
  kTopLogprobs,
  kTopK,
  kReasoning,
  kResponseFormat,
  kToolChoice,
  kParallelToolCalls,
  kServiceTier,
  kUser,
  kMetadata,
  kTemperature,
  kTopP,
  kStop,
};

std::string_view NameOf(llm::v1::Dialect caller, Setting setting);

/// "messages[2]", "contents[2]", "input[2]".
std::string MessagePath(llm::v1::Dialect caller, int message);

/// "messages[2].content[0]", "contents[2].parts[0]".
std::string BlockPath(llm::v1::Dialect caller, int message, int block);

}  // namespace signalbox::dialect::bedrock_converse
