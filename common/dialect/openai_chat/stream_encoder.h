#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "common/dialect/stream_codec.h"
#include "common/json/writer.h"
#include "signalbox/llm/v1/llm.pb.h"

namespace signalbox::dialect::openai_chat {

/// Writes an answer as chat completion chunks: one id, time and model over all of them, a chunk with the role first,
/// tool calls numbered by themselves, one finish for each choice, usage last if it was asked for, then "[DONE]".
class ChatStreamEncoder final : public StreamEncoder {
 public:
  explicit ChatStreamEncoder(StreamEncoderOptions options);

  void Encode(const StreamEvent& event, std::string& out) override;

 private:
  struct Choice {
    bool has_role = false;
    int tool_calls = 0;
    std::map<int, int> tool_of_block;      // The number of a tool call, by its block.
    std::int64_t characters = 0;           // Of the content so far.
    std::map<int, std::int64_t> begin_of;  // Where a block of text begins in the content.
  };

  void Start(const StreamEvent& event, std::string& out);
  void StartBlock(const StreamEvent& event, std::string& out);
  void WriteDelta(const StreamEvent& event, std::string& out);
  void WriteCitation(const StreamEvent& event, std::string& out);
  void WriteFinish(const StreamEvent& event, std::string& out);
  void WriteUsageChunk(std::string& out);

  Choice& ChoiceFor(int index, std::string& out);
  void BeginChunk(int choice, std::string& out) const;
  void EndChunk(std::string_view finish, std::string_view logprobs, std::string& out) const;

  const StreamEncoderOptions options_;
  std::string head_;  // What every chunk begins with.
  std::map<int, Choice> choices_;
  std::optional<llm::v1::Usage> usage_;
};

}  // namespace signalbox::dialect::openai_chat
