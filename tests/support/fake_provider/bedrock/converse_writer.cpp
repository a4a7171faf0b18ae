#include "tests/support/fake_provider/bedrock/converse_writer.h"

#include <fmt/format.h>

#include "tests/support/fake_provider/bedrock/event_framing.h"
#include "tests/support/fake_provider/json_text.h"

namespace signalbox::fake_provider::bedrock {
namespace {

constexpr std::string_view kPadding = R"("p":"abcdefghijklmnop")";

void Append(std::string& blocks, std::string_view block) {
  if (!blocks.empty()) blocks += ',';
  blocks += block;
}

std::string ReasoningBlock(const Content& content) {
  const std::string signature =
      content.signature.empty() ? "" : fmt::format(R"(,"signature":{})", Quoted(content.signature));
  return fmt::format(R"({{"reasoningContent":{{"reasoningText":{{"text":{}{}}}}}}})", Quoted(Join(content.reasoning)),
                     signature);
}

std::string ToolUseBlock(const ToolCall& call) {
  return fmt::format(R"({{"toolUse":{{"toolUseId":{},"name":{},"input":{}}}}})", Quoted(call.id), Quoted(call.name),
                     ArgumentsObject(call.arguments));
}

}  // namespace

std::string_view StopReason(std::string_view finish) {
  if (finish == "stop" || finish == "pause") return "end_turn";
  if (finish == "length") return "max_tokens";
  if (finish == "tool_calls") return "tool_use";
  if (finish == "content_filter" || finish == "refusal") return "content_filtered";
  return finish;
}

std::string ConverseWriter::Whole() {
  std::string blocks;
  if (!content_.reasoning.empty()) Append(blocks, ReasoningBlock(content_));
  for (const std::string& data : content_.redacted) {
    Append(blocks, fmt::format(R"({{"reasoningContent":{{"redactedContent":"{}"}}}})", data));
  }
  if (!content_.tokens.empty()) Append(blocks, fmt::format(R"({{"text":{}}})", Quoted(Join(content_.tokens))));
  for (const ToolCall& call : content_.tool_calls) Append(blocks, ToolUseBlock(call));
  return fmt::format(R"({{"metrics":{{"latencyMs":1}},"output":{{"message":{{"content":[{}],"role":"assistant"}}}},)"
                     R"("stopReason":{}{}}})",
                     blocks, Quoted(StopReason(content_.finish)), UsageMember());
}

std::unique_ptr<Framing> ConverseWriter::MakeFraming() const {
  return std::make_unique<EventFraming>();
}

void ConverseWriter::Stream(EventStream& out) {
  out.Send(fmt::format(R"({{{},"role":"assistant"}})", kPadding), "messageStart");
  Reasoning(out);
  for (const std::string& data : content_.redacted) {
    Delta(fmt::format(R"({{"reasoningContent":{{"redactedContent":"{}"}}}})", data), false, out);
    Close(out);
  }
  Text(out);
  for (const ToolCall& call : content_.tool_calls) ToolUse(call, out);
  out.Last(fmt::format(R"({{{},"stopReason":{}}})", kPadding, Quoted(StopReason(content_.finish))), "messageStop");
  out.Send(fmt::format(R"({{"metrics":{{"latencyMs":1}},{}{}}})", kPadding, UsageMember()), "metadata");
}

void ConverseWriter::Delta(std::string_view delta, bool token, EventStream& out) const {
  const std::string json = fmt::format(R"({{"contentBlockIndex":{},"delta":{},{}}})", index_, delta, kPadding);
  if (token) return out.Token(json, "contentBlockDelta");
  out.Send(json, "contentBlockDelta");
}

void ConverseWriter::Close(EventStream& out) {
  out.Send(fmt::format(R"({{"contentBlockIndex":{},{}}})", index_++, kPadding), "contentBlockStop");
}

void ConverseWriter::Reasoning(EventStream& out) {
  if (content_.reasoning.empty()) return;
  for (const std::string& token : content_.reasoning) {
    Delta(fmt::format(R"({{"reasoningContent":{{"text":{}}}}})", Quoted(token)), true, out);
  }
  if (!content_.signature.empty()) {
    Delta(fmt::format(R"({{"reasoningContent":{{"signature":{}}}}})", Quoted(content_.signature)), false, out);
  }
  Close(out);
}

void ConverseWriter::Text(EventStream& out) {
  if (content_.tokens.empty()) return;
  for (const std::string& token : content_.tokens) Delta(fmt::format(R"({{"text":{}}})", Quoted(token)), true, out);
  Close(out);
}

// Only a tool use is announced by a start of its own.
void ConverseWriter::ToolUse(const ToolCall& call, EventStream& out) {
  out.Token(fmt::format(R"({{"contentBlockIndex":{},{},"start":{{"toolUse":{{"name":{},"toolUseId":{}}}}}}})", index_,
                        kPadding, Quoted(call.name), Quoted(call.id)),
            "contentBlockStart");
  for (const std::string& piece : ArgumentPieces(call.arguments)) {
    Delta(fmt::format(R"({{"toolUse":{{"input":{}}}}})", Quoted(piece)), true, out);
  }
  Close(out);
}

std::string ConverseWriter::UsageMember() const {
  const Usage& usage = content_.usage;
  if (!usage.reported) return {};
  return fmt::format(R"(,"usage":{{"inputTokens":{},"outputTokens":{},"totalTokens":{},"cacheReadInputTokens":{},)"
                     R"("cacheWriteInputTokens":{}}})",
                     usage.Fresh(), usage.completion, usage.Total(), usage.cached, usage.cache_write);
}

}  // namespace signalbox::fake_provider::bedrock
