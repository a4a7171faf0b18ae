#pragma once

#include <string>
#include <string_view>

#include "tests/support/fake_provider/chat_request.h"
#include "tests/support/fake_provider/content.h"
#include "tests/support/fake_provider/script.h"

namespace signalbox::fake_provider {

/// The usage object of an answer with `choices` choices, as JSON.
std::string MakeUsage(const Script& script, const Content& content, int choices);

/// Writes the JSON of one answer: every part carries the same id and time.
class ChatJson {
 public:
  explicit ChatJson(const ChatRequest& request);

  std::string Whole(const Script& script, const Content& content) const;

  std::string RoleChunk(int choice, bool has_text) const;
  std::string ReasoningChunk(std::string_view token) const;
  std::string ContentChunk(int choice, std::string_view token) const;
  std::string ToolCallStart(std::size_t index, std::string_view name) const;
  std::string ToolCallArguments(std::size_t index, std::string_view piece) const;
  std::string FinishChunk(int choice, std::string_view finish) const;
  std::string UsageChunk(std::string_view usage) const;

 private:
  std::string Chunk(int choice, std::string_view delta, std::string_view finish) const;

  std::string head_;  // {"id":...,"created":...,"model":...
  bool include_usage_;
  int choices_;
};

}  // namespace signalbox::fake_provider
