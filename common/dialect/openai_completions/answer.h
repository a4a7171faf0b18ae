#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include <absl/status/statusor.h>

#include "common/dialect/codec.h"
#include "common/dialect/openai_completions/prompts.h"

namespace signalbox::dialect::openai_completions {

/// As the Codec's.
absl::StatusOr<MirroredResponse> MirrorResponse(std::string_view body, std::string_view public_model, bool want_answer);
absl::StatusOr<llm::v1::Response> DecodeResponse(std::string_view body);

/// As Codec::EncodeResponse, each choice beginning with its echo. Of the answer only words can be said: thoughts are
/// left out, a tool call is a loss.
std::string EncodeResponse(const llm::v1::Response& response, const EncodeResponseOptions& options, const Echo& echo,
                           Losses& losses);

/// The answers to the prompts of one request, in order, as one: choices numbered through, usage added up.
llm::v1::Response MergeResponses(std::vector<llm::v1::Response> responses, int choices_per_prompt);

/// `a` and `b` together.
void AddUsage(const llm::v1::Usage& b, llm::v1::Usage& a);

/// The id of an answer that has none, made of a UUID.
std::string AnswerId(std::string_view uuid);

/// The word of this dialect for why a model stopped.
std::string_view FinishWord(llm::v1::FinishReason reason);

}  // namespace signalbox::dialect::openai_completions
