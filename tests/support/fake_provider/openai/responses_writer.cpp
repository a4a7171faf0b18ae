#include "tests/support/fake_provider/openai/responses_writer.h"

#include <fmt/format.h>

#include "tests/support/fake_provider/json_text.h"

namespace signalbox::fake_provider::openai {

std::string ResponsesErrorEvent(const ErrorKind& kind, int sequence_number) {
  return fmt::format(R"({{"type":"error","sequence_number":{},"code":{},"message":{},"param":{}}})", sequence_number,
                     Quoted(kind.code.empty() ? kind.type : kind.code), Quoted(kind.message),
                     kind.param.empty() ? "null" : Quoted(kind.param));
}

ResponsesWriter::ResponsesWriter(json::Value request, const Call& call, const Content& content, const Script& script,
                                 Ids& ids)
    : content_(content), script_(script), json_(request, call, content, ids.Next("resp_")) {
  if (!content.reasoning.empty() || !content.redacted.empty()) reasoning_id_ = ids.Next("rs_");
  if (!content.tokens.empty() || content.tool_calls.empty()) message_id_ = ids.Next("msg_");
  for (std::size_t i = 0; i < content.tool_calls.size(); ++i) call_ids_.push_back(ids.Next("fc_"));
}

std::string ResponsesWriter::Whole() {
  std::string output;
  const auto append = [&output](const std::string& item) {
    if (!output.empty()) output += ',';
    output += item;
  };
  if (!reasoning_id_.empty()) append(ReasoningItem(reasoning_id_, content_, true));
  if (!message_id_.empty()) append(MessageItem(message_id_, content_, true));
  for (std::size_t i = 0; i < call_ids_.size(); ++i) {
    append(FunctionCallItem(call_ids_[i], content_.tool_calls[i], true));
  }
  return json_.Ended(output);
}

std::unique_ptr<Framing> ResponsesWriter::MakeFraming() const {
  return std::make_unique<TypedSseFraming>(R"({"type":"response.output_text.delta","seq)");
}

void ResponsesWriter::Stream(EventStream& out) {
  Send(out, "response.created", R"("response":)" + json_.Running());
  Send(out, "response.in_progress", R"("response":)" + json_.Running());
  if (!reasoning_id_.empty()) Reasoning(out);
  if (!message_id_.empty()) Message(out);
  for (std::size_t i = 0; i < call_ids_.size(); ++i) FunctionCall(out, i);
  if (!script_.done) return;
  const std::string type = fmt::format("response.{}", ResponseStatus(content_.finish));
  Send(out, type, R"("response":)" + json_.Ended(output_));
}

std::string ResponsesWriter::Numbered(std::string_view type, std::string_view members) {
  return fmt::format(R"({{"type":"{}","sequence_number":{},{}}})", type, number_++, members);
}

void ResponsesWriter::Send(EventStream& out, std::string_view type, std::string_view members) {
  out.Send(Numbered(type, members), type);
}

void ResponsesWriter::Token(EventStream& out, std::string_view type, std::string_view members) {
  out.Token(Numbered(type, members), type);
}

void ResponsesWriter::Added(EventStream& out, const std::string& item) {
  Send(out, "response.output_item.added", fmt::format(R"("output_index":{},"item":{})", index_, item));
}

void ResponsesWriter::Done(EventStream& out, const std::string& item) {
  Send(out, "response.output_item.done", fmt::format(R"("output_index":{},"item":{})", index_++, item));
  if (!output_.empty()) output_ += ',';
  output_ += item;
}

void ResponsesWriter::Reasoning(EventStream& out) {
  Added(out, ReasoningItem(reasoning_id_, content_, false));
  if (!content_.reasoning.empty()) {
    ReasoningSummary(out, fmt::format(R"("item_id":"{}","output_index":{},"summary_index":0)", reasoning_id_, index_));
  }
  Done(out, ReasoningItem(reasoning_id_, content_, true));
}

void ResponsesWriter::ReasoningSummary(EventStream& out, const std::string& place) {
  const std::string text = Quoted(Join(content_.reasoning));
  Send(out, "response.reasoning_summary_part.added", place + R"(,"part":{"type":"summary_text","text":""})");
  for (const std::string& token : content_.reasoning) {
    Token(out, "response.reasoning_summary_text.delta", fmt::format(R"({},"delta":{})", place, Quoted(token)));
  }
  Send(out, "response.reasoning_summary_text.done", fmt::format(R"({},"text":{})", place, text));
  Send(out, "response.reasoning_summary_part.done",
       fmt::format(R"({},"part":{{"type":"summary_text","text":{}}})", place, text));
}

void ResponsesWriter::Message(EventStream& out) {
  Added(out, MessageItem(message_id_, content_, false));
  MessageText(out, fmt::format(R"("item_id":"{}","output_index":{},"content_index":0)", message_id_, index_));
  Done(out, MessageItem(message_id_, content_, true));
}

void ResponsesWriter::MessageText(EventStream& out, const std::string& place) {
  const bool refusal = content_.IsRefusal();
  const std::string_view kind = refusal ? "refusal" : "output_text";
  const std::string_view logprobs = refusal ? "" : R"(,"logprobs":[])";
  Send(out, "response.content_part.added", fmt::format(R"({},"part":{})", place, MessagePart(content_, false)));
  for (const std::string& token : content_.tokens) {
    Token(out, fmt::format("response.{}.delta", kind),
          fmt::format(R"({},"delta":{}{})", place, Quoted(token), logprobs));
  }
  Send(out, fmt::format("response.{}.done", kind),
       fmt::format(R"({},"{}":{}{})", place, refusal ? "refusal" : "text", Quoted(Join(content_.tokens)), logprobs));
  Send(out, "response.content_part.done", fmt::format(R"({},"part":{})", place, MessagePart(content_, true)));
}

void ResponsesWriter::FunctionCall(EventStream& out, std::size_t call) {
  const ToolCall& made = content_.tool_calls[call];
  const std::string& id = call_ids_[call];
  const std::string place = fmt::format(R"("item_id":"{}","output_index":{})", id, index_);
  Added(out, FunctionCallItem(id, made, false));
  for (const std::string& piece : ArgumentPieces(made.arguments)) {
    Token(out, "response.function_call_arguments.delta", fmt::format(R"({},"delta":{})", place, Quoted(piece)));
  }
  Send(out, "response.function_call_arguments.done",
       fmt::format(R"({},"name":{},"arguments":{})", place, Quoted(made.name), Quoted(made.arguments)));
  Done(out, FunctionCallItem(id, made, true));
}

}  // namespace signalbox::fake_provider::openai
