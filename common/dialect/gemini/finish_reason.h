#pragma once

#include <string_view>

#include "signalbox/llm/v1/llm.pb.h"

namespace signalbox::dialect::gemini {

/// What Google's word means, for an answer that calls a tool or does not: STOP before tool calls is TOOL_CALLS.
llm::v1::FinishReason FinishOf(std::string_view word, bool calls_tool);

/// The word for a reason; OTHER where there is none.
std::string_view WordOf(llm::v1::FinishReason reason);

}  // namespace signalbox::dialect::gemini
