#include "common/dialect/openai_chat/history.h"

#include "common/dialect/openai_chat/message_encoder.h"
#include "common/json/writer.h"

namespace signalbox::dialect::openai_chat {
namespace {

bool CanBeSentAgain(const llm::v1::ContentBlock& block, bool partial) {
  return !block.has_thinking() && !(partial && block.has_tool_call());
}

llm::v1::Message Sendable(const llm::v1::Message& turn) {
  llm::v1::Message message;
  message.set_role(turn.role());
  message.set_name(turn.name());
  message.set_extra_json(turn.extra_json());
  for (const llm::v1::ContentBlock& block : turn.content()) {
    if (CanBeSentAgain(block, turn.partial())) *message.add_content() = block;
  }
  return message;
}

bool SaysAnything(const llm::v1::Message& message) {
  return message.content_size() > 0 || !message.extra_json().empty();
}

}  // namespace

std::string EncodeHistory(std::span<const llm::v1::Message> history) {
  std::string turns;
  for (const llm::v1::Message& turn : history) {
    const llm::v1::Message message = Sendable(turn);
    if (!SaysAnything(message)) continue;
    json::Writer writer;
    WriteMessage(message, writer);
    if (!turns.empty()) turns.push_back(',');
    turns += writer.text();
  }
  return turns;
}

}  // namespace signalbox::dialect::openai_chat
