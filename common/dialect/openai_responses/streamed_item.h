#pragma once

#include <cstdint>
#include <map>
#include <string>

#include "common/dialect/stream_codec.h"
#include "common/json/document.h"

namespace signalbox::dialect::openai_responses {

/// One output item as its events tell it: which blocks it has become so far. One thread.
class StreamedItem {
 public:
  /// Blocks are numbered by `next_block`, which the items of a stream share.
  explicit StreamedItem(int& next_block) : next_block_(next_block) {}

  /// The item as `output_item.added` has it.
  void Begin(json::Value item, StreamSink sink);

  /// The part called (summary?, index): more of it; its end, with the whole text where the event says it again.
  void PartAdded(bool summary, std::int64_t index, json::Value part, StreamSink sink);
  void Delta(bool summary, std::int64_t index, BlockType type, const json::Value& delta, std::string_view logprobs,
             StreamSink sink);
  void Cite(std::int64_t index, json::Value annotation, StreamSink sink);
  void PartDone(bool summary, std::int64_t index, json::Value part, StreamSink sink);

  /// The item as `output_item.done` has it: whatever of it was not told yet is told, and its blocks end.
  void Done(json::Value item, StreamSink sink);

  /// Ends what blocks are open; for a stream that says no more of the item.
  void End(StreamSink sink);

  bool is_call() const { return is_call_; }

 private:
  struct Part {
    BlockType type = BlockType::kText;
    int block = 0;
    int citations = 0;
    bool has_text = false;
    bool ended = false;
  };

  // Summaries first, so that parts end in the order they began.
  struct PartKey {
    bool content;
    std::int64_t index;
    bool operator<(const PartKey& other) const { return content != other.content ? !content : index < other.index; }
  };

  Part& Open(PartKey key, BlockType type, StreamSink sink);
  void Tell(Part& part, std::string_view text, std::string_view logprobs, StreamSink sink);
  void TellRest(Part& part, json::Value whole, StreamSink sink);
  void Close(Part& part, StreamSink sink);
  void DoneParts(json::Value item, std::string_view list, bool summary, StreamSink sink);
  void DoneReasoning(json::Value item, StreamSink sink);
  void BeginCall(json::Value item, StreamSink sink);

  int& next_block_;
  std::map<PartKey, Part> parts_;
  std::string id_;    // Of reasoning.
  std::string text_;  // Scratch: an unescaped string.
  bool is_call_ = false;
};

}  // namespace signalbox::dialect::openai_responses
