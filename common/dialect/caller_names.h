#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "signalbox/llm/v1/llm.pb.h"

namespace signalbox::dialect {

/// What a request can ask for that the dialect it is translated to may be unable to say.
enum class Setting : std::uint8_t {
  kTemperature,
  kTopP,
  kTopK,
  kSeed,
  kPresencePenalty,
  kFrequencyPenalty,
  kChoices,
  kLogprobs,
  kTopLogprobs,
  kStop,
  kEffort,
  kThinkingBudget,
  kShowThinking,
  kResponseFormat,
  kToolChoice,
  kParallelToolCalls,
  kUser,
  kMetadata,
  kServiceTier,
  kMessages,
};

/// What the caller's dialect calls it: losses and errors are told in the caller's words. A dialect without a field for
/// it is told OpenAI's name.
std::string_view NameOf(llm::v1::Dialect caller, Setting setting);

/// Where a tool of the request stands: "tools[0]".
std::string ToolPath(int index);

/// Where within a tool its strictness stands: ".function.strict".
std::string_view StrictPath(llm::v1::Dialect caller);

/// Where within a block that calls a tool its arguments stand: ".function.arguments".
std::string_view ArgumentsPath(llm::v1::Dialect caller);

/// Where within a picture its detail, and within a file its name stand: ".image_url.detail", ".file.filename".
std::string_view DetailPath(llm::v1::Dialect caller);
std::string_view FilenamePath(llm::v1::Dialect caller);

/// Where within a block what asks a provider to cache up to it stands.
inline constexpr std::string_view kCachePath = ".cache_control";

/// Where within a block what proves it to its provider stands: Gemini's is not that of the thoughts alone.
std::string_view SignaturePath(llm::v1::Dialect caller);

}  // namespace signalbox::dialect
