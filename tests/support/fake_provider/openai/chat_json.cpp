#include "tests/support/fake_provider/openai/chat_json.h"

#include <ctime>
#include <iterator>

#include <fmt/format.h>

#include "tests/support/fake_provider/json_text.h"

namespace signalbox::fake_provider::openai {
namespace {

constexpr std::string_view kTail = R"("service_tier":"default","system_fingerprint":"fp_signalbox")";
constexpr std::string_view kFilterResults =
    R"({"hate":{"filtered":false,"severity":"safe"},"self_harm":{"filtered":false,"severity":"safe"},)"
    R"("sexual":{"filtered":false,"severity":"safe"},"violence":{"filtered":false,"severity":"safe"}})";

std::string ToolCallsJson(const std::vector<ToolCall>& calls) {
  std::string out;
  for (const ToolCall& call : calls) {
    fmt::format_to(std::back_inserter(out),
                   R"({}{{"id":{},"type":"function","function":{{"name":{},"arguments":{}}}}})", out.empty() ? "" : ",",
                   Quoted(call.id), Quoted(call.name), Quoted(call.arguments));
  }
  return out;
}

std::string MessageJson(const Content& content) {
  const std::string text =
      content.tokens.empty() && !content.tool_calls.empty() ? "null" : Quoted(Join(content.tokens));
  std::string out = R"({"role":"assistant","content":)";
  out += content.IsRefusal() ? "null" : text;
  if (!content.reasoning.empty()) out.append(R"(,"reasoning_content":)").append(Quoted(Join(content.reasoning)));
  if (!content.tool_calls.empty()) out.append(R"(,"tool_calls":[)").append(ToolCallsJson(content.tool_calls)) += ']';
  out.append(R"(,"refusal":)").append(content.IsRefusal() ? text : "null").append(R"(,"annotations":[]})");
  return out;
}

std::string PromptFilterJson() {
  return fmt::format(R"("prompt_filter_results":[{{"prompt_index":0,"content_filter_results":{}}}])", kFilterResults);
}

}  // namespace

std::string_view FinishReason(std::string_view finish) {
  return finish == "stop_sequence" || finish == "refusal" || finish == "pause" ? "stop" : finish;
}

std::string UsageJson(const Usage& usage) {
  return fmt::format(R"({{"prompt_tokens":{},"completion_tokens":{},"total_tokens":{},)"
                     R"("prompt_tokens_details":{{"cached_tokens":{},"audio_tokens":0}},)"
                     R"("completion_tokens_details":{{"reasoning_tokens":{},"audio_tokens":0,)"
                     R"("accepted_prediction_tokens":0,"rejected_prediction_tokens":0}}}})",
                     usage.prompt, usage.completion, usage.Total(), usage.cached, usage.reasoning);
}

ChatJson::ChatJson(const Call& call, std::string_view id, bool filtered)
    : head_(fmt::format(R"({{"id":"{}","object":"chat.completion{}","created":{},"model":{})", id,
                        call.stream ? ".chunk" : "", std::time(nullptr), Quoted(call.model))),
      include_usage_(call.include_usage),
      choices_(call.n),
      filtered_(filtered) {}

std::string ChatJson::Whole(const Content& content) const {
  std::string out = head_ + R"(,"choices":[)";
  const std::string filter = filtered_ ? fmt::format(R"(,"content_filter_results":{})", kFilterResults) : "";
  for (int choice = 0; choice < choices_; ++choice) {
    fmt::format_to(std::back_inserter(out), R"({}{{"index":{},"message":{},"logprobs":null,"finish_reason":{}{}}})",
                   choice == 0 ? "" : ",", choice, MessageJson(content), Quoted(FinishReason(content.finish)), filter);
  }
  out += ']';
  if (content.usage.reported) out.append(R"(,"usage":)").append(UsageJson(content.usage));
  if (filtered_) out.append(",").append(PromptFilterJson());
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

std::string ChatJson::ContentChunk(int choice, std::string_view token, bool refusal) const {
  return Chunk(choice, fmt::format(R"("{}":{})", refusal ? "refusal" : "content", Quoted(token)), "null");
}

std::string ChatJson::ToolCallStart(std::size_t index, const ToolCall& call) const {
  const std::string delta =
      fmt::format(R"("tool_calls":[{{"index":{},"id":{},"type":"function","function":{{"name":{},"arguments":""}}}}])",
                  index, Quoted(call.id), Quoted(call.name));
  return Chunk(0, delta, "null");
}

std::string ChatJson::ToolCallArguments(std::size_t index, std::string_view piece) const {
  const std::string delta =
      fmt::format(R"("tool_calls":[{{"index":{},"function":{{"arguments":{}}}}}])", index, Quoted(piece));
  return Chunk(0, delta, "null");
}

std::string ChatJson::FinishChunk(int choice, std::string_view finish) const {
  return Chunk(choice, "", Quoted(FinishReason(finish)));
}

std::string ChatJson::UsageChunk(const Usage& usage) const {
  return fmt::format(R"({},{},"choices":[],"usage":{}}})", head_, kTail, UsageJson(usage));
}

std::string ChatJson::Chunk(int choice, std::string_view delta, std::string_view finish) const {
  return fmt::format(R"({},{},"choices":[{{"index":{},"delta":{{{}}},"logprobs":null,"finish_reason":{}{}}}]{}}})",
                     head_, kTail, choice, delta, finish, filtered_ ? R"(,"content_filter_results":{})" : "",
                     include_usage_ ? R"(,"usage":null)" : "");
}

std::string AzurePromptFilterChunk() {
  return fmt::format(R"({{"choices":[],"created":0,"id":"","model":"","object":"",{}}})", PromptFilterJson());
}

}  // namespace signalbox::fake_provider::openai
