#include "tests/support/fake_provider/anthropic/message_writer.h"

namespace signalbox::fake_provider::anthropic {
namespace {

class MessageFraming : public TypedSseFraming {
 public:
  MessageFraming() : TypedSseFraming(R"({"type":"content_block_delta","ind)") {}

  Halves MakeHalves() const override {
    Halves halves = TypedSseFraming::MakeHalves();
    halves.json.insert(0, "event: content_block_delta\n");
    halves.event.insert(0, "event: content_block_delta\n");
    return halves;
  }
};

}  // namespace

std::unique_ptr<Framing> MessageWriter::MakeFraming() const {
  return std::make_unique<MessageFraming>();
}

void MessageWriter::Stream(EventStream& out) {
  out.Send(json_.MessageStart(), "message_start");
  Thinking(out);
  for (const std::string& data : content_.redacted) {
    Open(MessageJson::RedactedBlock(data), out);
    Close(out);
  }
  Text(out);
  for (const ToolCall& call : content_.tool_calls) ToolUse(call, out);
  out.Send(json_.MessageDelta(), "message_delta");
  out.Last(R"({"type":"message_stop"})", "message_stop");
}

void MessageWriter::Open(std::string_view block, EventStream& out) {
  out.Send(MessageJson::BlockStart(index_, block), "content_block_start");
  if (index_ == 0) out.Send(R"({"type":"ping"})", "ping");
}

void MessageWriter::Delta(std::string_view type, std::string_view member, std::string_view text,
                          EventStream& out) const {
  out.Token(MessageJson::BlockDelta(index_, type, member, text), "content_block_delta");
}

void MessageWriter::Close(EventStream& out) {
  out.Send(MessageJson::BlockStop(index_++), "content_block_stop");
}

void MessageWriter::Thinking(EventStream& out) {
  if (content_.reasoning.empty()) return;
  Open(MessageJson::ThinkingBlock("", ""), out);
  for (const std::string& token : content_.reasoning) Delta("thinking_delta", "thinking", token, out);
  if (!content_.signature.empty()) {
    out.Send(MessageJson::BlockDelta(index_, "signature_delta", "signature", content_.signature),
             "content_block_delta");
  }
  Close(out);
}

void MessageWriter::Text(EventStream& out) {
  if (content_.tokens.empty()) return;
  Open(MessageJson::TextBlock(""), out);
  for (const std::string& token : content_.tokens) Delta("text_delta", "text", token, out);
  Close(out);
}

void MessageWriter::ToolUse(const ToolCall& call, EventStream& out) {
  Open(MessageJson::ToolUseBlock(call, "{}"), out);
  Delta("input_json_delta", "partial_json", "", out);
  for (const std::string& piece : ArgumentPieces(call.arguments)) {
    Delta("input_json_delta", "partial_json", piece, out);
  }
  Close(out);
}

}  // namespace signalbox::fake_provider::anthropic
