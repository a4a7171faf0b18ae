#pragma once

#include <string>
#include <string_view>

#include "tests/support/fake_provider/call.h"
#include "tests/support/fake_provider/content.h"

namespace signalbox::fake_provider::openai {

/// What OpenAI calls the end of an answer: a finish of Content, or the dialect's own word as it is.
std::string_view FinishReason(std::string_view finish);

/// The usage object, as JSON.
std::string UsageJson(const Usage& usage);

/// Writes the JSON of one answer to POST /v1/chat/completions: every part carries the same id and time.
class ChatJson {
 public:
  /// `filtered`: every choice says that Azure's content filter found nothing.
  ChatJson(const Call& call, std::string_view id, bool filtered);

  std::string Whole(const Content& content) const;

  std::string RoleChunk(int choice, bool has_text) const;
  std::string ReasoningChunk(std::string_view token) const;
  std::string ContentChunk(int choice, std::string_view token, bool refusal) const;
  std::string ToolCallStart(std::size_t index, const ToolCall& call) const;
  std::string ToolCallArguments(std::size_t index, std::string_view piece) const;
  std::string FinishChunk(int choice, std::string_view finish) const;
  std::string UsageChunk(const Usage& usage) const;

 private:
  std::string Chunk(int choice, std::string_view delta, std::string_view finish) const;

  std::string head_;  // {"id":...,"created":...,"model":...
  bool include_usage_;
  int choices_;
  bool filtered_;
};

/// The chunk with which Azure opens a stream: no choice, what its filter found in the prompt.
std::string AzurePromptFilterChunk();

}  // namespace signalbox::fake_provider::openai
