#pragma once

#include <string_view>
#include <vector>

#include "common/dialect/losses.h"
#include "common/dialect/message_place.h"
#include "common/json/writer.h"
#include "signalbox/llm/v1/llm.pb.h"

namespace signalbox::dialect::openai_responses {

/// Writes turns as items of `input`.
class InputWriter {
 public:
  InputWriter(const llm::v1::Conversation& conversation, json::Writer& writer, Losses& losses)
      : conversation_(conversation), writer_(writer), losses_(losses), places_(conversation.dialect()) {}

  /// Passes over the message with that index: it is not an item.
  void Skip(int index) { places_.Next(conversation_.messages(index)); }

  /// The message with that index of the conversation. Each in order, once.
  void Write(int index);

 private:
  class Place;
  using BlockList = std::vector<const llm::v1::ContentBlock*>;

  void WriteTurn(const llm::v1::Message& turn, const Place& place);
  void WriteMessage(const llm::v1::Message& message, const Place& place);
  void WriteResult(const llm::v1::Message& message, const llm::v1::ContentBlock& block, const Place& place);
  void WriteContent(const BlockList& blocks, bool is_error, const Place& place);
  void WriteWords(std::string_view words, bool is_error);

  const llm::v1::Conversation& conversation_;
  json::Writer& writer_;
  Losses& losses_;
  MessagePlaces places_;
};

/// The dialect a message was decoded from.
llm::v1::Dialect DialectOf(const llm::v1::Message& message, const llm::v1::Conversation& conversation);

}  // namespace signalbox::dialect::openai_responses
