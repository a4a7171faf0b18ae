#pragma once

#include <string>
#include <string_view>

#include <absl/status/statusor.h>

#include "common/dialect/codec.h"
#include "common/dialect/losses.h"
#include "signalbox/llm/v1/llm.pb.h"

namespace signalbox::dialect::anthropic_messages {

/// As Codec::DecodeResponse, EncodeResponse and MirrorResponse. Errors: kInvalidArgument when the body is no message.
absl::StatusOr<llm::v1::Response> DecodeResponse(std::string_view body);
std::string EncodeResponse(const llm::v1::Response& response, const EncodeResponseOptions& options, Losses& losses);
absl::StatusOr<MirroredResponse> MirrorResponse(std::string_view body, std::string_view public_model, bool want_answer);

/// The id of an answer: the provider's if it is one of this dialect's, else "msg_" and `ours`, or `theirs` without
/// ours.
std::string MessageId(std::string_view theirs, std::string_view ours);

}  // namespace signalbox::dialect::anthropic_messages
