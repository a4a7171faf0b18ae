#pragma once

#include <string>
#include <string_view>

namespace signalbox::dialect::bedrock_converse {

/// A tool call's id as Bedrock takes it: at most 64 letters, digits, '_' and '-'. The same id gives the same every
/// time, so that calls and results still find each other.
std::string ToolUseId(std::string_view id);

}  // namespace signalbox::dialect::bedrock_converse
