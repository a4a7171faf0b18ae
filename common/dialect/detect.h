#pragma once

#include <string_view>

#include "signalbox/llm/v1/llm.pb.h"

namespace signalbox::dialect {

/// Whose dialect a body on /v1/completions is, where callers send all kinds: OPENAI_COMPLETIONS, OPENAI_CHAT or
/// ANTHROPIC_MESSAGES; DIALECT_UNSPECIFIED when it is no JSON object or says neither `messages` nor `prompt`.
llm::v1::Dialect DetectDialect(std::string_view body);

}  // namespace signalbox::dialect
