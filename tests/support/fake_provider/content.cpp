#include "tests/support/fake_provider/content.h"

#include <algorithm>

#include <fmt/format.h>

#include "common/json/document.h"
#include "tests/support/fake_provider/json_text.h"
#include "tests/support/fake_provider/signature.h"

namespace signalbox::fake_provider {
namespace {

constexpr std::size_t kPieceBytes = 8;

std::vector<std::string> Words(const std::string& text) {
  std::vector<std::string> words;
  std::size_t start = 0;
  while (start < text.size()) {
    const std::size_t end = std::min(text.find(' ', start + 1), text.size());
    words.push_back(text.substr(start, end - start));
    start = end;
  }
  return words;
}

std::vector<std::string> Repeat(const std::vector<std::string>& cycle, int count) {
  std::vector<std::string> tokens;
  tokens.reserve(static_cast<std::size_t>(count));
  for (int i = 0; i < count; ++i) tokens.push_back(cycle[static_cast<std::size_t>(i) % cycle.size()]);
  return tokens;
}

std::vector<std::string> TextTokens(const Script& script) {
  if (!script.tokens) return Words(script.text);
  std::vector<std::string> tokens = Repeat({" Hello", " there", " friend"}, *script.tokens);
  if (!tokens.empty()) tokens.front().erase(0, 1);
  return tokens;
}

std::vector<ToolCall> ToolCalls(const Script& script, const Call& call) {
  if (!script.tool_calls.empty()) return script.tool_calls;
  static constexpr const char* kCities[] = {"Paris", "São Paulo", "東京"};
  std::vector<ToolCall> calls;
  for (std::size_t i = 0; i < static_cast<std::size_t>(script.tools); ++i) {
    calls.push_back({call.tools.empty() ? "get_weather" : call.tools[i % call.tools.size()],
                     fmt::format(R"({{"city":"{}"}})", kCities[i % std::size(kCities)]),
                     {}});
  }
  return calls;
}

std::string FinishOf(const Script& script, const Content& content) {
  if (!script.finish.empty()) return script.finish;
  if (!content.blocked.empty()) return "content_filter";
  return content.tool_calls.empty() ? "stop" : "tool_calls";
}

Usage UsageOf(const Script& script, const Content& content, int choices) {
  Usage usage;
  usage.reported = script.usage;
  usage.prompt = script.prompt_tokens;
  usage.cached = script.cached_tokens;
  usage.cache_write = script.cache_write_tokens;
  usage.completion = script.completion_tokens.value_or(content.CompletionTokens() * choices);
  usage.reasoning = static_cast<int>(content.reasoning.size());
  return usage;
}

bool IsContinuation(char c) {
  return (static_cast<unsigned char>(c) & 0xC0U) == 0x80U;
}

}  // namespace

Content MakeContent(const Script& script, const Call& call, std::optional<std::string_view> tool_id_prefix, Ids& ids) {
  Content content;
  content.blocked = script.blocked;
  if (content.blocked.empty()) {
    content.reasoning = Repeat({"Let", " me", " think."}, script.reasoning);
    content.redacted.assign(static_cast<std::size_t>(script.redacted), RedactedReasoning());
    content.tool_calls = ToolCalls(script, call);
    if (content.tool_calls.empty() || script.preamble) content.tokens = TextTokens(script);
  }
  for (ToolCall& tool_call : content.tool_calls) {
    if (tool_call.id.empty() && tool_id_prefix) tool_call.id = ids.Next(*tool_id_prefix);
  }
  if (script.signature && !content.reasoning.empty()) content.signature = Signature(Join(content.reasoning));
  content.finish = FinishOf(script, content);
  if (content.finish == "stop_sequence" && !call.stop.empty()) content.stop_sequence = call.stop.front();
  content.usage = UsageOf(script, content, call.n);
  return content;
}

int Usage::Fresh() const {
  return std::max(prompt - cached - cache_write, 0);
}

int Content::CompletionTokens() const {
  std::size_t count = reasoning.size() + tokens.size();
  for (const ToolCall& call : tool_calls) count += 1 + ArgumentPieces(call.arguments).size();
  return static_cast<int>(count);
}

std::string Join(const std::vector<std::string>& tokens) {
  std::string text;
  for (const std::string& token : tokens) text += token;
  return text;
}

std::string ArgumentsObject(const std::string& arguments) {
  if (arguments.empty()) return "{}";
  json::Document document;
  if (document.Read(arguments).ok() && document.root().IsObject()) return arguments;
  return fmt::format(R"({{"INVALID_JSON":{}}})", Quoted(arguments));
}

std::vector<std::string> ArgumentPieces(const std::string& arguments) {
  std::vector<std::string> pieces;
  std::size_t start = 0;
  while (start < arguments.size()) {
    std::size_t end = std::min(start + kPieceBytes, arguments.size());
    while (end < arguments.size() && IsContinuation(arguments[end])) ++end;
    pieces.push_back(arguments.substr(start, end - start));
    start = end;
  }
  return pieces;
}

}  // namespace signalbox::fake_provider
