#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <absl/status/status.h>

namespace signalbox::fake_provider {

/// One call of a tool in the scripted answer.
struct ToolCall {
  std::string name;
  std::string arguments;  ///< JSON text.
  std::string id;         ///< Empty: one is made.
};

/// Where an answer breaks off, and how.
struct Cut {
  enum class Unit { kHead, kChunks, kBytes };  ///< Before the head; after so many chunks; after so many body bytes.
  Unit unit = Unit::kHead;
  int count = 0;
};

enum class CutHow {
  kFin,          ///< The connection is closed.
  kReset,        ///< The connection is reset.
  kEnd,          ///< HTTP ends properly; the rest of the answer is missing.
  kBrokenJson,   ///< An event with half its JSON, then as kEnd.
  kBrokenEvent,  ///< Half an event without its blank line, then as kEnd.
};

/// What becomes of the connection after a whole answer.
enum class After {
  kKeepAlive,
  kCloseAnnounced,  ///< `connection: close`.
  kCloseSilently,   ///< Closed although the head promised to keep it.
};

/// How to answer one request. The words that set it are listed in README.md.
///
/// Chunks are counted from 1: the events of a stream, or the one body of a plain answer. 0 is the head.
struct Script {
  std::chrono::microseconds head{0};   ///< Before the head.
  std::chrono::microseconds first{0};  ///< Between the head and chunk 1.
  std::chrono::microseconds gap{0};    ///< Between tokens.

  std::string text = "Hello there friend";
  std::optional<int> tokens;  ///< So many tokens in place of `text`.
  int tools = 0;              ///< So many parallel tool calls, in place of text.
  std::vector<ToolCall> tool_calls;
  bool preamble = false;   ///< The text comes as well, before the tool calls.
  int reasoning = 0;       ///< Tokens of shown reasoning before the text.
  bool signature = true;   ///< Whether shown reasoning is signed, where the dialect signs it.
  int redacted = 0;        ///< Blocks of encrypted reasoning.
  std::string finish;      ///< Empty: "stop", or "tool_calls" where there are some.
  std::string blocked;     ///< Why the prompt is refused by a filter; empty: it is not.
  bool fixed_ids = false;  ///< Ids are counted within each answer.

  bool usage = true;
  int prompt_tokens = 9;  ///< All of them; also what counting answers.
  std::optional<int> completion_tokens;
  int cached_tokens = 0;
  int cache_write_tokens = 0;
  bool done = true;  ///< Whether a stream ends with its last event ([DONE], message_stop).

  std::optional<int> dimensions;  ///< Of a vector, where the request names none.
  bool base64 = true;             ///< Whether encoding_format "base64" is obeyed.
  int expires = 3600;             ///< Seconds that an access token is good for.
  bool strict = true;             ///< Whether a request is held against the provider's rules.

  std::string body;                 ///< Sent as it is in place of a plain answer.
  std::vector<std::string> events;  ///< Data of the events sent in place of a stream's own.
  std::vector<std::pair<std::string, std::string>> headers;

  int status = 0;  ///< 0: that of `error`, or 200.
  std::string error;
  std::optional<int> retry_after;
  std::optional<int> error_after;  ///< An error event after so many chunks ends the stream.

  std::optional<Cut> cut;
  CutHow how = CutHow::kFin;
  std::vector<int> holds;    ///< Chunks that wait for POST /_control/release.
  std::optional<int> stall;  ///< Chunk that never comes.
  After after = After::kKeepAlive;
};

/// Sets one word. Errors: kInvalidArgument naming the word.
absl::Status ApplyWord(std::string_view name, std::string_view value, Script& script);

/// Sets `name=value;name=value`. Errors: kInvalidArgument naming the word.
absl::Status ApplyWords(std::string_view words, Script& script);

/// Splits a model name at its first ';': the name, and the words of its script.
std::pair<std::string_view, std::string_view> SplitModel(std::string_view model);

}  // namespace signalbox::fake_provider
