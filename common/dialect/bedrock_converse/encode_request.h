#pragma once

#include <string>

#include <absl/status/statusor.h>

#include "common/dialect/codec.h"

namespace signalbox::dialect::bedrock_converse {

/// Codec::EncodeRequest. Consecutive turns of one side become one, as Bedrock asks for; instructions stand before all
/// turns, and one that stood between them is a loss of its place.
absl::StatusOr<std::string> EncodeRequest(const llm::v1::Conversation& conversation, const EncodeOptions& options,
                                          Losses& losses);

}  // namespace signalbox::dialect::bedrock_converse
