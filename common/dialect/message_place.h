#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "signalbox/llm/v1/llm.pb.h"

namespace signalbox::dialect {

/// The `form_json` of a message that was the `instructions` of OpenAI's Responses.
inline constexpr std::string_view kInstructionsForm = R"({"instructions":true})";

class BlockPlace;

/// Where a message of a canonical request stands in the request its caller wrote: the words losses are told in. Cheap
/// to keep; becomes text only when there is something to tell. Refers to the message.
class MessagePlace {
 public:
  /// "messages[2]", "contents[2]", "input[2]", "system", "systemInstruction", "instructions"; then `within`: ".name".
  std::string Path(std::string_view within = {}) const;

  BlockPlace Block(int index) const;

  llm::v1::Dialect caller() const { return caller_; }

 private:
  friend class BlockPlace;
  friend class MessagePlaces;
  static constexpr int kOutside = -1;

  MessagePlace(llm::v1::Dialect caller, const llm::v1::Message& message, int index)
      : caller_(caller), index_(index), message_(&message) {}

  llm::v1::Dialect caller_;
  int index_;  // In the caller's list; kOutside for instructions beside it.
  const llm::v1::Message* message_;
};

/// Where a block of a message stands. Its text takes time linear in the blocks before it: nothing to spell for each of
/// them when nobody will read it (see Losses::Add).
class BlockPlace {
 public:
  BlockPlace(const MessagePlace& message, int block) : message_(message), block_(block) {}

  /// "messages[2].content[1]", "messages[2].tool_calls[0]", "contents[2].parts[1]", "system[1]"; then `within`.
  std::string Path(std::string_view within = {}) const;

  /// Of a block of a tool's result: "messages[2].content[1].content[0]"; then `within`.
  std::string Nested(int nested, std::string_view within = {}) const;

  llm::v1::Dialect caller() const { return message_.caller(); }

 private:
  MessagePlace message_;
  int block_;
};

/// Counts the messages of a request as its caller does: instructions that stand beside the list do not count in it.
class MessagePlaces {
 public:
  explicit MessagePlaces(llm::v1::Dialect caller) : caller_(caller) {}

  /// Of the next message of the request, which must outlive the place.
  MessagePlace Next(const llm::v1::Message& message);

 private:
  const llm::v1::Dialect caller_;
  bool first_ = true;
  int next_ = 0;
};

/// Of all messages, in their order.
std::vector<MessagePlace> PlacesOf(const llm::v1::Conversation& conversation);

/// Where a block stands in its message, as that dialect has it: ".content[0]", ".tool_calls[1]", ".parts[0]".
std::string BlockPath(llm::v1::Dialect dialect, const llm::v1::Message& message, int block);

/// Where a block of a tool's result stands in the block of the result: ".content[0]".
std::string NestedPath(llm::v1::Dialect dialect, int nested);

}  // namespace signalbox::dialect
