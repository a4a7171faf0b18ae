#include "tests/support/fake_provider/content.h"

#include <algorithm>

#include <fmt/format.h>

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

std::vector<ToolCall> ToolCalls(const Script& script, const ChatRequest& request) {
  if (!script.tool_calls.empty()) return script.tool_calls;
  static constexpr const char* kCities[] = {"Paris", "São Paulo", "東京"};
  std::vector<ToolCall> calls;
  for (std::size_t i = 0; i < static_cast<std::size_t>(script.tools); ++i) {
    calls.push_back({request.tools.empty() ? "get_weather" : request.tools[i % request.tools.size()],
                     fmt::format(R"({{"city":"{}"}})", kCities[i % std::size(kCities)])});
  }
  return calls;
}

bool IsContinuation(char c) {
  return (static_cast<unsigned char>(c) & 0xC0U) == 0x80U;
}

}  // namespace

Content MakeContent(const Script& script, const ChatRequest& request) {
  Content content;
  content.reasoning = Repeat({"Let", " me", " think."}, script.reasoning);
  content.tool_calls = ToolCalls(script, request);
  if (content.tool_calls.empty()) content.tokens = TextTokens(script);
  content.finish = !script.finish.empty() ? script.finish : content.tool_calls.empty() ? "stop" : "tool_calls";
  return content;
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
