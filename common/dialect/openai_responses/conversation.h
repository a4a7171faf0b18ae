#pragma once

#include <string>
#include <string_view>

#include <absl/status/statusor.h>

#include "common/dialect/codec.h"
#include "common/dialect/losses.h"
#include "signalbox/llm/v1/llm.pb.h"

namespace signalbox::dialect::openai_responses {

/// As Codec::DecodeRequest and Codec::EncodeRequest.
///
/// `instructions` are a leading system message; `input` as one string is a user's message. A request that comes from
/// another dialect asks the provider to store nothing.
absl::StatusOr<llm::v1::Conversation> DecodeRequest(std::string_view body);
absl::StatusOr<std::string> EncodeRequest(const llm::v1::Conversation& conversation, const EncodeOptions& options,
                                          Losses& losses);

}  // namespace signalbox::dialect::openai_responses
