#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "tests/support/fake_provider/answer.h"
#include "tests/support/fake_provider/openai/responses_json.h"

namespace signalbox::fake_provider::openai {

/// The data of the event that ends a stream in the middle.
std::string ResponsesErrorEvent(const ErrorKind& kind, int sequence_number);

/// Writes one Response, whole or as its events, each with its sequence number.
class ResponsesWriter : public AnswerWriter {
 public:
  /// All must outlive the writer.
  ResponsesWriter(json::Value request, const Call& call, const Content& content, const Script& script, Ids& ids);

  std::string Whole() override;
  std::unique_ptr<Framing> MakeFraming() const override;
  void Stream(EventStream& out) override;

 private:
  // An event of `type` with these further members.
  std::string Numbered(std::string_view type, std::string_view members);
  void Send(EventStream& out, std::string_view type, std::string_view members);
  void Token(EventStream& out, std::string_view type, std::string_view members);

  void Reasoning(EventStream& out);
  void ReasoningSummary(EventStream& out, const std::string& place);
  void Message(EventStream& out);
  void MessageText(EventStream& out, const std::string& place);
  void FunctionCall(EventStream& out, std::size_t call);
  void Added(EventStream& out, const std::string& item);
  void Done(EventStream& out, const std::string& item);

  const Content& content_;
  const Script& script_;
  std::string reasoning_id_;  // Empty: there is no such item.
  std::string message_id_;
  std::vector<std::string> call_ids_;
  ResponseJson json_;
  int number_ = 0;
  int index_ = 0;       // Of the item under way.
  std::string output_;  // The items that are done.
};

}  // namespace signalbox::fake_provider::openai
