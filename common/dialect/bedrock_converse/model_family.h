#pragma once

#include <cstdint>
#include <string_view>

namespace signalbox::dialect::bedrock_converse {

/// Whose model it is: what Converse itself does not cover is told each of them in its own words.
enum class Family : std::uint8_t { kClaude, kNova, kMistral, kGptOss, kOther };

/// Of a model id, an inference profile ("eu.anthropic.claude-...") or an ARN that holds either.
Family FamilyOf(std::string_view model);

}  // namespace signalbox::dialect::bedrock_converse
