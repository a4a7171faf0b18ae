#pragma once

#include <span>
#include <string>

#include "signalbox/llm/v1/llm.pb.h"

namespace signalbox::dialect::openai_chat {

/// Remembered turns as message objects with commas between them, fit to be sent to a provider again: without reasoning,
/// and without the tool calls of an answer that was cut. Turns of another dialect are translated. Turns of which
/// nothing is left are left out.
std::string EncodeHistory(std::span<const llm::v1::Message> history);

}  // namespace signalbox::dialect::openai_chat
