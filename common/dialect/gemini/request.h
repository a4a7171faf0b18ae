#pragma once

#include <string>
#include <string_view>

#include <absl/status/statusor.h>

#include "common/dialect/codec.h"
#include "common/dialect/losses.h"
#include "signalbox/llm/v1/llm.pb.h"

namespace signalbox::dialect::gemini {

/// Codec's functions of requests. The instruction is the first message, with the role SYSTEM.

absl::StatusOr<llm::v1::Conversation> DecodeRequest(std::string_view body);

absl::StatusOr<std::string> EncodeRequest(const llm::v1::Conversation& conversation, const EncodeOptions& options,
                                          Losses& losses);

absl::StatusOr<std::string> EditRequest(std::string_view body, const RequestEdits& edits);

}  // namespace signalbox::dialect::gemini
