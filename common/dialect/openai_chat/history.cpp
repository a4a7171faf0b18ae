#include "common/dialect/openai_chat/history.h"

#include "common/dialect/openai_chat/message_encoder.h"
#include "common/dialect/openai_chat/translated_turns.h"
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
  message.set_form_json(turn.form_json());
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
  json::Writer writer;
  Losses losses;  // What a remembered turn cannot say here, no caller of this request has said.
  writer.BeginArray();
  for (auto turn = history.begin(); turn != history.end();) {
    if (IsOwn(*turn)) {
      const llm::v1::Message message = Sendable(*turn++);
      if (SaysAnything(message)) WriteMessage(message, writer);
      continue;
    }
    TranslatedTurns turns(turn->dialect(), losses);
    for (; turn != history.end() && !IsOwn(*turn); ++turn) turns.Add(*turn);
    turns.Write(writer);
  }
  const std::string array = writer.EndArray().Take();
  return array.substr(1, array.size() - 2);
}

}  // namespace signalbox::dialect::openai_chat
