#pragma once

#include <string>
#include <string_view>

#include <absl/status/statusor.h>

#include "common/dialect/codec.h"
#include "common/dialect/losses.h"
#include "signalbox/llm/v1/llm.pb.h"

namespace signalbox::dialect::gemini {

/// Codec's functions of plain answers.
///
/// A prompt that was refused (`promptFeedback`) is an answer without words whose finish is CONTENT_FILTER and whose
/// native reason is the block's.

absl::StatusOr<llm::v1::Response> DecodeResponse(std::string_view body);

std::string EncodeResponse(const llm::v1::Response& response, const EncodeResponseOptions& options, Losses& losses);

absl::StatusOr<MirroredResponse> MirrorResponse(std::string_view body, std::string_view public_model, bool want_answer);

}  // namespace signalbox::dialect::gemini
