#include "tests/support/fake_provider/anthropic/message_json.h"

#include <algorithm>

#include <fmt/format.h>

#include "tests/support/fake_provider/json_text.h"

namespace signalbox::fake_provider::anthropic {
namespace {

void Append(std::string& blocks, std::string_view block) {
  if (!blocks.empty()) blocks += ',';
  blocks += block;
}

}  // namespace

std::string_view StopReason(std::string_view finish) {
  if (finish == "stop") return "end_turn";
  if (finish == "length") return "max_tokens";
  if (finish == "tool_calls") return "tool_use";
  if (finish == "content_filter") return "refusal";
  if (finish == "pause") return "pause_turn";
  return finish;
}

std::string MessageJson::Whole() const {
  std::string blocks;
  if (!content_.reasoning.empty()) Append(blocks, ThinkingBlock(Join(content_.reasoning), content_.signature));
  for (const std::string& data : content_.redacted) Append(blocks, RedactedBlock(data));
  if (!content_.tokens.empty()) Append(blocks, TextBlock(Join(content_.tokens)));
  for (const ToolCall& call : content_.tool_calls) Append(blocks, ToolUseBlock(call, ArgumentsObject(call.arguments)));
  return Message(blocks, Ending(), UsageMember(content_.usage.completion));
}

std::string MessageJson::MessageStart() const {
  const std::string message = Message("", R"("stop_reason":null,"stop_sequence":null,"stop_details":null)",
                                      UsageMember(std::min(content_.usage.completion, 1)));
  return fmt::format(R"({{"type":"message_start","message":{}}})", message);
}

std::string MessageJson::MessageDelta() const {
  const std::string usage =
      content_.usage.reported ? fmt::format(R"(,"usage":{{{}}})", Counts(content_.usage.completion)) : "";
  return fmt::format(R"({{"type":"message_delta","delta":{{{},"container":null}}{}}})", Ending(), usage);
}

std::string MessageJson::BlockStart(int index, std::string_view block) {
  return fmt::format(R"({{"type":"content_block_start","index":{},"content_block":{}}})", index, block);
}

std::string MessageJson::BlockDelta(int index, std::string_view type, std::string_view member, std::string_view text) {
  return fmt::format(R"({{"type":"content_block_delta","index":{},"delta":{{"type":"{}","{}":{}}}}})", index, type,
                     member, Quoted(text));
}

std::string MessageJson::BlockStop(int index) {
  return fmt::format(R"({{"type":"content_block_stop","index":{}}})", index);
}

std::string MessageJson::TextBlock(std::string_view text) {
  return fmt::format(R"({{"type":"text","text":{}}})", Quoted(text));
}

std::string MessageJson::ThinkingBlock(std::string_view thinking, std::string_view signature) {
  return fmt::format(R"({{"type":"thinking","thinking":{},"signature":{}}})", Quoted(thinking), Quoted(signature));
}

std::string MessageJson::RedactedBlock(std::string_view data) {
  return fmt::format(R"({{"type":"redacted_thinking","data":{}}})", Quoted(data));
}

std::string MessageJson::ToolUseBlock(const ToolCall& call, std::string_view input) {
  return fmt::format(R"({{"type":"tool_use","id":{},"name":{},"input":{},"caller":{{"type":"direct"}}}})",
                     Quoted(call.id), Quoted(call.name), input);
}

std::string MessageJson::Message(std::string_view blocks, std::string_view ending, std::string_view usage) const {
  return fmt::format(R"({{"model":{},"id":"{}","type":"message","role":"assistant","content":[{}],"container":null,)"
                     R"({}{}}})",
                     Quoted(model_), id_, blocks, ending, usage);
}

std::string MessageJson::Ending() const {
  const std::string sequence = content_.stop_sequence.empty() ? "null" : Quoted(content_.stop_sequence);
  const std::string_view reason = StopReason(content_.finish);
  return fmt::format(R"("stop_reason":{},"stop_sequence":{},"stop_details":{})", Quoted(reason), sequence,
                     reason == "refusal" ? R"({"type":"refusal","category":null,"explanation":null})" : "null");
}

std::string MessageJson::Counts(int output) const {
  const Usage& usage = content_.usage;
  return fmt::format(R"("input_tokens":{},"cache_creation_input_tokens":{},"cache_read_input_tokens":{},)"
                     R"("output_tokens":{},"output_tokens_details":{{"thinking_tokens":{}}})",
                     usage.Fresh(), usage.cache_write, usage.cached, output, std::min(usage.reasoning, output));
}

std::string MessageJson::UsageMember(int output) const {
  if (!content_.usage.reported) return {};
  return fmt::format(
      R"(,"usage":{{{},"cache_creation":{{"ephemeral_5m_input_tokens":{},"ephemeral_1h_input_tokens":0}},)"
      R"("server_tool_use":null,"service_tier":"standard"}})",
      Counts(output), content_.usage.cache_write);
}

}  // namespace signalbox::fake_provider::anthropic
