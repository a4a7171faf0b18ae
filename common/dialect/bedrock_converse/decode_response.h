#pragma once

#include <string_view>

#include <absl/status/statusor.h>

#include "signalbox/llm/v1/llm.pb.h"

namespace signalbox::dialect::bedrock_converse {

/// Codec::DecodeResponse.
absl::StatusOr<llm::v1::Response> DecodeResponse(std::string_view body);

}  // namespace signalbox::dialect::bedrock_converse
