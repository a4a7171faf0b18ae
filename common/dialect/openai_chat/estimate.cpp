#include "common/dialect/openai_chat/estimate.h"

#include "common/json/document.h"

namespace signalbox::dialect::openai_chat {
namespace {

std::int64_t CountIn(json::Value object, std::string_view name) {
  const auto value = object.Find(name);
  return value && value->IsString() ? value->CountCharacters() : 0;
}

std::int64_t CountContent(json::Value content) {
  if (content.IsString()) return content.CountCharacters();
  std::int64_t characters = 0;
  if (!content.IsArray()) return characters;
  for (const json::Value part : content.elements()) {
    if (part.IsObject()) characters += CountIn(part, "text");
  }
  return characters;
}

std::int64_t CountCalls(json::Value calls) {
  std::int64_t characters = 0;
  if (!calls.IsArray()) return characters;
  for (const json::Value call : calls.elements()) {
    if (!call.IsObject()) continue;
    const auto function = call.Find("function");
    if (function && function->IsObject()) characters += CountIn(*function, "name") + CountIn(*function, "arguments");
  }
  return characters;
}

std::int64_t CountMessage(json::Value message) {
  if (!message.IsObject()) return 0;
  std::int64_t characters = 0;
  if (const auto content = message.Find("content")) characters += CountContent(*content);
  if (const auto calls = message.Find("tool_calls")) characters += CountCalls(*calls);
  return characters;
}

}  // namespace

std::int64_t EstimateTokens(std::int64_t characters) {
  return (characters + 3) / 4;
}

std::int64_t EstimateInputTokens(std::string_view body) {
  json::Document document;
  if (!document.Read(body).ok() || !document.root().IsObject()) return 0;
  const auto messages = document.root().Find("messages");
  if (!messages || !messages->IsArray()) return 0;
  std::int64_t characters = 0;
  for (const json::Value message : messages->elements()) characters += CountMessage(message);
  return EstimateTokens(characters);
}

}  // namespace signalbox::dialect::openai_chat
