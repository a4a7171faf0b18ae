#pragma once

#include <string_view>

#include <absl/status/statusor.h>

#include "common/json/document.h"
#include "signalbox/llm/v1/llm.pb.h"

namespace signalbox::dialect::openai_chat {

/// One element of `messages`; `path` names it in errors ("messages[2]").
/// Errors: kInvalidArgument when it is no object or says a name twice, or a part of its content is no object.
absl::StatusOr<llm::v1::Message> DecodeMessage(json::Value message, std::string_view path);

}  // namespace signalbox::dialect::openai_chat
