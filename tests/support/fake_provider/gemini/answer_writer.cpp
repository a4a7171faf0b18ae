#include "tests/support/fake_provider/gemini/answer_writer.h"

#include "tests/support/fake_provider/gemini/framing.h"

namespace signalbox::fake_provider::gemini {

std::unique_ptr<Framing> AnswerJsonWriter::MakeFraming() const {
  if (!sse_) return std::make_unique<ArrayFraming>();
  return std::make_unique<SseFraming>(kHalf, "\r\n");
}

void AnswerJsonWriter::Stream(EventStream& out) {
  if (!content_.blocked.empty()) return out.Send(json_.Blocked());
  int thoughts = 0;
  for (const std::string& token : content_.reasoning) {
    out.Token(json_.Piece(AnswerJson::ThoughtPart(token), ++thoughts, 0, {}));
  }
  for (const std::string& token : content_.tokens) {
    out.Token(json_.Piece(AnswerJson::TextPart(token, {}), thoughts, ++texts_, {}));
  }
  Calls(out);
  Last(out);
}

void AnswerJsonWriter::Calls(EventStream& out) {
  for (std::size_t i = 0; i < content_.tool_calls.size(); ++i) {
    const ToolCall& call = content_.tool_calls[i];
    texts_ += 1 + static_cast<int>(ArgumentPieces(call.arguments).size());
    const std::string part = AnswerJson::CallPart(call, i == 0 ? content_.signature : "");
    out.Token(json_.Piece(part, content_.usage.reasoning, texts_, {}));
  }
}

// The signature of a thought without calls comes on an empty text, as does the end.
void AnswerJsonWriter::Last(EventStream& out) const {
  const std::string part = AnswerJson::TextPart("", content_.tool_calls.empty() ? content_.signature : "");
  const std::string json =
      json_.Piece(part, content_.usage.reasoning, content_.usage.Visible(), FinishReason(content_.finish));
  out.Last(json);
}

}  // namespace signalbox::fake_provider::gemini
