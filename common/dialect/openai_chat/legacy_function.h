#pragma once

#include <string_view>

#include "signalbox/llm/v1/llm.pb.h"

namespace signalbox::dialect::openai_chat {

// Before there were tools there was one function call at a time, without an id: `function_call` in an assistant's
// message, answered by a message of the role "function".

inline constexpr std::string_view kLegacyRole = "function";

/// The `form_json` of a block that is such a call or its result.
inline constexpr std::string_view kLegacyMark = "{}";

/// The id of such a call in an answer, which has at most one.
inline constexpr std::string_view kLegacyCallId = "call_function_0";

inline bool IsLegacy(const llm::v1::ContentBlock& block) {
  return (block.has_tool_call() || block.has_tool_result()) && block.form_json() == kLegacyMark;
}

/// Gives each such call an id of its own and its result the same, for dialects that need one.
void NumberLegacyCalls(llm::v1::Conversation& conversation);

}  // namespace signalbox::dialect::openai_chat
