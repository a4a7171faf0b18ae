#pragma once

#include <cstdint>
#include <string_view>

namespace signalbox::dialect::openai_chat {

/// Tokens of a text of `characters`, when nobody counted them: a quarter, rounded up.
std::int64_t EstimateTokens(std::int64_t characters);

/// An estimate of the request's input tokens from the text of its messages. For streams without usage.
/// 0 for a body that cannot be read.
std::int64_t EstimateInputTokens(std::string_view body);

}  // namespace signalbox::dialect::openai_chat
