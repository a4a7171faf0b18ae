#pragma once

#include <string>
#include <string_view>

#include <absl/status/statusor.h>

#include "common/dialect/codec.h"
#include "common/dialect/losses.h"
#include "signalbox/llm/v1/llm.pb.h"

namespace signalbox::dialect::anthropic_messages {

/// As Codec::DecodeRequest.
///
/// `system` becomes the first message. What spells out its absence (a null, a `stream` that is false) is `form_json`,
/// and so is the list a content stood in.
absl::StatusOr<llm::v1::Conversation> DecodeRequest(std::string_view body);

/// As Codec::EncodeRequest. A conversation of this dialect is written as it is; any other, and one with turns of
/// another dialect, is put within the rules of the API (see turns.h and generation_plan.h).
///
/// A JSON answer without a schema (response_format json_object) is asked for in words, and is a loss: nothing enforces
/// it. With default_max_tokens 0 there is no default: for a request that counts tokens.
absl::StatusOr<std::string> EncodeRequest(const llm::v1::Conversation& conversation, const EncodeOptions& options,
                                          Losses& losses);

}  // namespace signalbox::dialect::anthropic_messages
