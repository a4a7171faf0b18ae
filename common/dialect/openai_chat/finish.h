#pragma once

#include <string_view>

#include "signalbox/llm/v1/llm.pb.h"

namespace signalbox::dialect::openai_chat {

/// What a finish_reason means. Some providers say "stop" also when they wait for tools.
llm::v1::FinishReason FinishOf(std::string_view word, bool called_tools);

/// The word for it, always one of OpenAI's own: `native_reason` if it is one and this dialect's.
std::string_view FinishWord(llm::v1::FinishReason reason, std::string_view native_reason, bool native_is_ours);

}  // namespace signalbox::dialect::openai_chat
