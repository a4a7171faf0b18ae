#pragma once

#include "common/json/writer.h"
#include "signalbox/llm/v1/llm.pb.h"

namespace signalbox::dialect::openai_chat {

/// Writes a message object; several, as elements of the array that is open, for a message with several tool results.
void WriteMessage(const llm::v1::Message& message, json::Writer& writer);

/// Writes the message of an answer: `content` and `refusal` are there even when they are null.
void WriteAnswer(const llm::v1::Message& message, json::Writer& writer);

}  // namespace signalbox::dialect::openai_chat
