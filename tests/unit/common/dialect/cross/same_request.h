#pragma once

#include <string>

#include "signalbox/llm/v1/llm.pb.h"

namespace signalbox::dialect::testing {

/// What a request that went through another dialect asks differently; empty when nothing.
std::string AsksDifferently(llm::v1::Conversation sent, llm::v1::Conversation received);

}  // namespace signalbox::dialect::testing
