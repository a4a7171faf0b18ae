#pragma once

#include <string>
#include <string_view>

#include "tests/support/fake_provider/content.h"

namespace signalbox::fake_provider::anthropic {

/// What Anthropic calls the end of an answer: a finish of Content, or the dialect's own word as it is.
std::string_view StopReason(std::string_view finish);

/// Writes the JSON of one Message and of the events that stream it.
class MessageJson {
 public:
  /// `id` of the message; both must outlive the writer.
  MessageJson(std::string_view model, std::string_view id, const Content& content)
      : model_(model), id_(id), content_(content) {}

  std::string Whole() const;

  std::string MessageStart() const;
  std::string MessageDelta() const;

  static std::string BlockStart(int index, std::string_view block);
  static std::string BlockDelta(int index, std::string_view type, std::string_view member, std::string_view text);
  static std::string BlockStop(int index);

  static std::string TextBlock(std::string_view text);
  static std::string ThinkingBlock(std::string_view thinking, std::string_view signature);
  static std::string RedactedBlock(std::string_view data);
  static std::string ToolUseBlock(const ToolCall& call, std::string_view input);

 private:
  std::string Message(std::string_view blocks, std::string_view ending, std::string_view usage) const;
  std::string Ending() const;
  std::string Counts(int output) const;
  std::string UsageMember(int output) const;

  std::string_view model_;
  std::string_view id_;
  const Content& content_;
};

}  // namespace signalbox::fake_provider::anthropic
