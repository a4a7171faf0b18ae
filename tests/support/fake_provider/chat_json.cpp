#include "tests/support/fake_provider/chat_json.h"

#include <ctime>
#include <iterator>

#include <fmt/format.h>

#include "tests/support/fake_provider/ids.h"
#include "tests/support/fake_provider/json_text.h"

namespace signalbox::fake_provider {
namespace {

constexpr std::string_view kTail = R"("service_tier":"default","system_fingerprint":"fp_signalbox")";

std::string ToolCallsJson(const std::vector<ToolCall>& calls) {
  std::string out;
  for (const ToolCall& call : calls) {
    fmt::format_to(std::back_inserter(out),
                   R"({}{{"id":"{}","type":"function","function":{{"name":{},"arguments":{}}}}})",
                   out.empty() ? "" : ",", NextId("call_"), Quoted(call.name), Quoted(call.arguments));
  }
  return out;
}

std::string MessageJson(const Content& content) {
  std::string out = R"({"role":"assistant","content":)";
  out += content.tool_calls.empty() ? Quoted(Join(content.tokens)) : "null";
  if (!content.reasoning.empty()) out += R"(,"reasoning_content":)" + Quoted(Join(content.reasoning));
  if (!content.tool_calls.empty()) out += R"(,"tool_calls":[)" + ToolCallsJson(content.tool_calls) + "]";
  out += R"(,"refusal":null,"annotations":[]})";
  return out;
}

}  // namespace

std::string MakeUsage(const Script& script, const Content& content, int choices) {
  const int completion = script.completion_tokens.value_or(content.CompletionTokens() * choices);
  return fmt::format(R"({{"prompt_tokens":{},"completion_tokens":{},"total_tokens":{},)"
                     R"("prompt_tokens_details":{{"cached_tokens":{},"audio_tokens":0}},)"
                     R"("completion_tokens_details":{{"reasoning_tokens":{},"audio_tokens":0,)"
                     R"("accepted_prediction_tokens":0,"rejected_prediction_tokens":0}}}})",
                     script.prompt_tokens, completion, script.prompt_tokens + completion, script.cached_tokens,
                     content.reasoning.size());
}

ChatJson::ChatJson(const ChatRequest& request)
    : head_(fmt::format(R"({{"id":"{}","object":"chat.completion{}","created":{},"model":{})", NextId("chatcmpl-"),
                        request.stream ? ".chunk" : "", std::time(nullptr), Quoted(request.model))),
      include_usage_(request.include_usage),
      choices_(request.n) {}

std::string ChatJson::Whole(const Script& script, const Content& content) const {
  std::string out = head_ + R"(,"choices":[)";
  for (int choice = 0; choice < choices_; ++choice) {
    fmt::format_to(std::back_inserter(out), R"({}{{"index":{},"message":{},"logprobs":null,"finish_reason":{}}})",
                   choice == 0 ? "" : ",", choice, MessageJson(content), Quoted(content.finish));
  }
  out += ']';
  if (script.usage) out += R"(,"usage":)" + MakeUsage(script, content, choices_);
  fmt::format_to(std::back_inserter(out), ",{}}}", kTail);
  return out;
}

std::string ChatJson::RoleChunk(int choice, bool has_text) const {
  const std::string_view content = has_text ? R"("")" : "null";
  return Chunk(choice, fmt::format(R"("role":"assistant","content":{},"refusal":null)", content), "null");
}

std::string ChatJson::ReasoningChunk(std::string_view token) const {
  return Chunk(0, R"("reasoning_content":)" + Quoted(token), "null");
}

std::string ChatJson::ContentChunk(int choice, std::string_view token) const {
  return Chunk(choice, R"("content":)" + Quoted(token), "null");
}

std::string ChatJson::ToolCallStart(std::size_t index, std::string_view name) const {
  const std::string delta = fmt::format(
      R"("tool_calls":[{{"index":{},"id":"{}","type":"function","function":{{"name":{},"arguments":""}}}}])", index,
      NextId("call_"), Quoted(name));
  return Chunk(0, delta, "null");
}

std::string ChatJson::ToolCallArguments(std::size_t index, std::string_view piece) const {
  const std::string delta =
      fmt::format(R"("tool_calls":[{{"index":{},"function":{{"arguments":{}}}}}])", index, Quoted(piece));
  return Chunk(0, delta, "null");
}

std::string ChatJson::FinishChunk(int choice, std::string_view finish) const {
  return Chunk(choice, "", Quoted(finish));
}

std::string ChatJson::UsageChunk(std::string_view usage) const {
  return fmt::format(R"({},{},"choices":[],"usage":{}}})", head_, kTail, usage);
}

std::string ChatJson::Chunk(int choice, std::string_view delta, std::string_view finish) const {
  return fmt::format(R"({},{},"choices":[{{"index":{},"delta":{{{}}},"logprobs":null,"finish_reason":{}}}]{}}})", head_,
                     kTail, choice, delta, finish, include_usage_ ? R"(,"usage":null)" : "");
}

}  // namespace signalbox::fake_provider
