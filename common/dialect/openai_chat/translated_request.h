#pragma once

#include <string>

#include "common/dialect/codec.h"
#include "common/dialect/losses.h"
#include "signalbox/llm/v1/llm.pb.h"

namespace signalbox::dialect::openai_chat {

/// A conversation of another dialect as a chat request; what this dialect cannot say is noted in `losses`, in the
/// caller's words. Errors: kInvalidArgument when nothing is left to answer.
absl::StatusOr<std::string> TranslateRequest(const llm::v1::Conversation& conversation, const EncodeOptions& options,
                                             Losses& losses);

}  // namespace signalbox::dialect::openai_chat
