#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "tests/support/fake_provider/answer.h"
#include "tests/support/fake_provider/anthropic/message_json.h"

namespace signalbox::fake_provider::anthropic {

/// Writes one Message, whole or as the events message_start to message_stop.
class MessageWriter : public AnswerWriter {
 public:
  /// All must outlive the writer.
  MessageWriter(std::string_view model, std::string_view id, const Content& content)
      : json_(model, id, content), content_(content) {}

  std::string Whole() override { return json_.Whole(); }
  std::unique_ptr<Framing> MakeFraming() const override;
  void Stream(EventStream& out) override;

 private:
  void Open(std::string_view block, EventStream& out);
  void Delta(std::string_view type, std::string_view member, std::string_view text, EventStream& out) const;
  void Close(EventStream& out);
  void Thinking(EventStream& out);
  void Text(EventStream& out);
  void ToolUse(const ToolCall& call, EventStream& out);

  MessageJson json_;
  const Content& content_;
  int index_ = 0;
};

}  // namespace signalbox::fake_provider::anthropic
