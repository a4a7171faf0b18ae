#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include <absl/status/statusor.h>

#include "common/dialect/losses.h"
#include "signalbox/llm/v1/llm.pb.h"

namespace signalbox::dialect::gemini {

/// The body of batchEmbedContents. The caller's fields are called as OpenAI's.
/// Errors: kInvalidArgument when there is no input, or one is given as tokens, which only their own tokenizer can read.
absl::StatusOr<std::string> EncodeEmbedRequest(const llm::v1::EmbedRequest& request, std::string_view model,
                                               Losses& losses);

/// Its answer; embedContent's, with one vector, too. Google counts nothing by itself, so usage is mostly absent.
/// Errors: kInvalidArgument when it is no answer, or has another number of vectors than there were `inputs`.
absl::StatusOr<llm::v1::EmbedResponse> DecodeEmbedResponse(std::string_view body, std::size_t inputs);

}  // namespace signalbox::dialect::gemini
