#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "tests/support/fake_provider/call.h"
#include "tests/support/fake_provider/ids.h"
#include "tests/support/fake_provider/script.h"

namespace signalbox::fake_provider {

/// Tokens of one answer.
struct Usage {
  bool reported = true;
  int prompt = 0;       ///< All of it, whatever part came from a cache or went to it.
  int cached = 0;       ///< Read from a cache.
  int cache_write = 0;  ///< Written to a cache.
  int completion = 0;   ///< Reasoning included.
  int reasoning = 0;

  int Fresh() const;  ///< The prompt without what concerns a cache.
  int Visible() const { return completion > reasoning ? completion - reasoning : 0; }
  int Total() const { return prompt + completion; }
};

/// What the model says: the same in every dialect, before it is written as one answer or as a stream.
struct Content {
  std::vector<std::string> reasoning;  ///< Tokens of what the model shows of its reasoning.
  std::vector<std::string> redacted;   ///< Encrypted reasoning, base64.
  std::vector<std::string> tokens;     ///< Tokens of the text; empty where there are tool calls alone.
  std::vector<ToolCall> tool_calls;    ///< Each with its id.
  std::string finish;                  ///< A word of README.md, or the dialect's own.
  std::string stop_sequence;           ///< With finish "stop_sequence".
  std::string signature;               ///< Of the reasoning; empty without any.
  std::string blocked;                 ///< Why the prompt was refused; empty: it was not.
  Usage usage;

  int CompletionTokens() const;
  bool IsRefusal() const { return finish == "refusal"; }
};

/// `tool_id_prefix` is the provider's: "call_", "toolu_"; without one, calls have only the ids that the script gave.
Content MakeContent(const Script& script, const Call& call, std::optional<std::string_view> tool_id_prefix, Ids& ids);

/// The tokens as one text.
std::string Join(const std::vector<std::string>& tokens);

/// The arguments of a tool call as a JSON object, for dialects that carry an object; text that is none is wrapped in
/// one.
std::string ArgumentsObject(const std::string& arguments);

/// The arguments of a tool call as the pieces of a stream: at most 8 bytes each, characters kept whole.
std::vector<std::string> ArgumentPieces(const std::string& arguments);

}  // namespace signalbox::fake_provider
