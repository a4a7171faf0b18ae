#pragma once

#include <string>
#include <vector>

#include "tests/support/fake_provider/chat_request.h"
#include "tests/support/fake_provider/script.h"

namespace signalbox::fake_provider {

/// What the model says, before it is written as one answer or as a stream.
struct Content {
  std::vector<std::string> reasoning;  ///< Tokens of reasoning_content.
  std::vector<std::string> tokens;     ///< Tokens of content; empty where there are tool calls.
  std::vector<ToolCall> tool_calls;
  std::string finish;

  int CompletionTokens() const;
};

Content MakeContent(const Script& script, const ChatRequest& request);

/// The tokens as one text.
std::string Join(const std::vector<std::string>& tokens);

/// The arguments of a tool call as the pieces of a stream: at most 8 bytes each, characters kept whole.
std::vector<std::string> ArgumentPieces(const std::string& arguments);

}  // namespace signalbox::fake_provider
