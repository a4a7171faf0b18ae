#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "tests/support/fake_provider/answer.h"

namespace signalbox::fake_provider::bedrock {

/// What Bedrock calls the end of an answer: a finish of Content, or the dialect's own word as it is.
std::string_view StopReason(std::string_view finish);

/// Writes one answer of Converse, whole or as the events of ConverseStream.
class ConverseWriter : public AnswerWriter {
 public:
  /// `content` must outlive the writer.
  explicit ConverseWriter(const Content& content) : content_(content) {}

  std::string Whole() override;
  std::unique_ptr<Framing> MakeFraming() const override;
  void Stream(EventStream& out) override;

 private:
  void Delta(std::string_view delta, bool token, EventStream& out) const;
  void Close(EventStream& out);
  void Reasoning(EventStream& out);
  void Text(EventStream& out);
  void ToolUse(const ToolCall& call, EventStream& out);
  std::string UsageMember() const;

  const Content& content_;
  int index_ = 0;
};

}  // namespace signalbox::fake_provider::bedrock
