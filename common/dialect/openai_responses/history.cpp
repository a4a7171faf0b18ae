#include "common/dialect/openai_responses/history.h"

#include "common/dialect/losses.h"
#include "common/dialect/openai_responses/input_writer.h"
#include "common/dialect/openai_responses/notes.h"
#include "common/json/writer.h"

namespace signalbox::dialect::openai_responses {
namespace {

using llm::v1::ContentBlock;
using llm::v1::Message;

bool CanBeSentAgain(const ContentBlock& block, bool partial) {
  return !block.has_thinking() && !(partial && block.has_tool_call());
}

Message Sendable(const Message& turn) {
  Message message;
  message.set_role(turn.role());
  message.set_name(turn.name());
  message.set_dialect(turn.dialect());
  if (turn.role() == llm::v1::ROLE_UNSPECIFIED) message.set_extra_json(turn.extra_json());
  for (const ContentBlock& block : turn.content()) {
    if (!CanBeSentAgain(block, turn.partial())) continue;
    ContentBlock& kept = *message.add_content() = block;
    kept.set_form_json(FormOf({}, Notes(block, IsOwn(turn.dialect())).part()));
  }
  return message;
}

bool SaysAnything(const Message& message) {
  return message.content_size() > 0 || !message.extra_json().empty();
}

}  // namespace

std::string EncodeHistory(std::span<const Message> history) {
  llm::v1::Conversation conversation;
  for (const Message& turn : history) {
    Message message = Sendable(turn);
    if (SaysAnything(message)) *conversation.add_messages() = std::move(message);
  }
  json::Writer writer;
  Losses losses;
  InputWriter items(conversation, writer, losses);
  writer.BeginArray();
  for (int index = 0; index < conversation.messages_size(); ++index) items.Write(index);
  writer.EndArray();
  const std::string list = writer.Take();
  return list.substr(1, list.size() - 2);
}

}  // namespace signalbox::dialect::openai_responses
