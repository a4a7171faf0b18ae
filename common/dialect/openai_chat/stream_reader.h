#pragma once

#include <bitset>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "common/dialect/openai_chat/answer_builder.h"
#include "common/json/document.h"
#include "signalbox/llm/v1/llm.pb.h"

namespace signalbox::dialect::openai_chat {

/// Reads a provider's stream event by event and yields what the caller is to see.
///
/// Restores the model name, hides usage the caller did not ask for, collects usage and, if asked, the answer (text,
/// reasoning, refusal, tool calls by index). One thread; one per stream.
class StreamReader {
 public:
  struct Options {
    std::string public_model;
    bool show_usage = false;
    bool want_answer = false;
  };

  explicit StreamReader(Options options);

  /// What became of one event.
  enum class Kind {
    kData,     ///< A chunk.
    kDone,     ///< "[DONE]".
    kError,    ///< The provider reported an error instead of a chunk.
    kGarbage,  ///< Not a JSON object: the stream is broken. Nothing is yielded.
  };

  /// Appends to `out` the SSE event(s) the caller is to see for this event's data; nothing for a hidden one. A chunk
  /// keeps the provider's bytes but for the model name and a hidden usage, which becomes null.
  Kind Read(std::string_view data, std::string& out);

  /// The last usage that can be true, wherever in the stream it came.
  const std::optional<llm::v1::Usage>& usage() const { return usage_; }

  /// Whether every choice seen has had its finish_reason. False before the first.
  bool finished() const { return seen_.any() && seen_ == ended_; }

  /// The first choice's message so far.
  llm::v1::Message TakeAnswer() { return answer_.Take(); }

  /// Characters of generated text, reasoning and tool arguments so far, over all choices: the base of an estimate.
  std::int64_t generated_characters() const { return generated_characters_; }

 private:
  static constexpr std::size_t kMaxChoices = 128;

  struct Chunk;
  void ReadChoice(json::Value choice);
  void ReadDelta(json::Value delta, bool first_choice);
  Kind YieldError(json::Value error, std::string& out) const;
  void Yield(const Chunk& chunk, std::string_view data, std::string& out) const;

  const Options options_;
  const std::string quoted_model_;
  json::Document document_;
  std::optional<llm::v1::Usage> usage_;
  std::bitset<kMaxChoices> seen_;
  std::bitset<kMaxChoices> ended_;
  std::int64_t generated_characters_ = 0;
  AnswerBuilder answer_;
};

}  // namespace signalbox::dialect::openai_chat
