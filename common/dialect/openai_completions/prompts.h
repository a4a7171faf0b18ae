#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <absl/status/statusor.h>

#include "signalbox/llm/v1/llm.pb.h"

namespace signalbox::dialect::openai_completions {

/// What a request is bound to when it does not say.
inline constexpr std::int64_t kDefaultMaxTokens = 16;

/// One conversation of one user's turn for each prompt, in order; of everything but the prompt they are alike.
///
/// What a chat cannot say (suffix, best_of, logprobs) stands in `extra_json`: a loss. `echo` does not: whoever writes
/// the answer does it, see EchoOf. Errors: kInvalidArgument as the codec's ScanRequest, and for prompts that are
/// tokens, which only a provider of this dialect can read.
absl::StatusOr<std::vector<llm::v1::Conversation>> DecodePrompts(std::string_view body);

/// What an answer begins with, for each choice, when the caller wants its prompt repeated.
struct Echo {
  std::vector<std::string> prompts;  ///< Empty when it does not.
  int choices_per_prompt = 1;

  std::string_view Of(int choice) const {
    const auto prompt = static_cast<std::size_t>(choice / choices_per_prompt);
    return prompt < prompts.size() ? std::string_view(prompts[prompt]) : std::string_view();
  }
};

/// Of the prompts of one request, or of the one that a codec decoded.
Echo EchoOf(std::span<const llm::v1::Conversation> prompts);

}  // namespace signalbox::dialect::openai_completions
