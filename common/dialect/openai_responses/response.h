#pragma once

#include <string>
#include <string_view>

#include <absl/status/statusor.h>

#include "common/dialect/codec.h"
#include "signalbox/llm/v1/llm.pb.h"

namespace signalbox::dialect::openai_responses {

/// As Codec::MirrorResponse, Codec::DecodeResponse and Codec::EncodeResponse. What an answer repeats of its request is
/// kept in `form_json`.
absl::StatusOr<MirroredResponse> MirrorResponse(std::string_view body, std::string_view public_model, bool want_answer);
absl::StatusOr<llm::v1::Response> DecodeResponse(std::string_view body);
std::string EncodeResponse(const llm::v1::Response& response, const EncodeResponseOptions& options, Losses& losses);

}  // namespace signalbox::dialect::openai_responses
