#pragma once

#include <string_view>

#include "signalbox/llm/v1/llm.pb.h"

namespace signalbox::dialect::openai_chat {

/// The word on the wire and the canonical role. ROLE_UNSPECIFIED for an unknown word, "" for ROLE_UNSPECIFIED.
llm::v1::Role RoleOf(std::string_view word);
std::string_view WordOf(llm::v1::Role role);

}  // namespace signalbox::dialect::openai_chat
