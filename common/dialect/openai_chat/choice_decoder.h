#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "common/dialect/stream_codec.h"
#include "common/json/document.h"

namespace signalbox::dialect::openai_chat {

/// Turns the deltas of one choice of a stream into blocks; of a legacy completion, its `text`.
///
/// Words, reasoning and a refusal follow one another; a tool call stays open until the choice has finished, since
/// another's arguments may come in between. At most kMaxToolCalls; what belongs to more is left out.
class ChoiceDecoder {
 public:
  static constexpr std::size_t kMaxToolCalls = 1024;

  explicit ChoiceDecoder(int index) : index_(index) {}

  void Read(json::Value choice, StreamSink sink);

  /// Ends the choice if the provider did not say that it has.
  void Finish(StreamSink sink);

 private:
  struct Call {
    std::int64_t index;
    int block;
  };

  void ReadDelta(json::Value delta, StreamSink sink);
  void ReadWords(BlockType type, json::Value text, StreamSink sink);
  void ReadCalls(json::Value calls, StreamSink sink);
  void ReadCall(json::Value call, StreamSink sink);
  void ReadLegacyCall(json::Value function, StreamSink sink);
  void ReadAnnotations(json::Value annotations, StreamSink sink);
  const Call* CallFor(json::Value call, StreamSink sink);
  const Call* BeginCall(std::int64_t index, std::string_view id, std::string_view name, StreamSink sink);
  void YieldArguments(const Call& call, json::Value function, StreamSink sink);
  void EndWords(StreamSink sink);
  void EndBlocks(StreamSink sink);
  std::string_view TextOf(json::Value text);

  int index_;
  int next_block_ = 0;
  int words_block_ = -1;  // The block of words that is open.
  BlockType words_type_ = BlockType::kText;
  std::vector<Call> calls_;
  std::string_view logprobs_;  // Of the chunk that is being read, until told.
  std::string scratch_;
  bool finished_ = false;
};

}  // namespace signalbox::dialect::openai_chat
