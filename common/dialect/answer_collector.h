#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "common/dialect/stream_event.h"
#include "signalbox/llm/v1/llm.pb.h"

namespace signalbox::dialect {

/// Puts a streamed answer together again. One thread; one per stream.
///
/// Keeps at most kMaxBytes of text and kMaxBlocks blocks; an answer that has more is marked partial.
class AnswerCollector {
 public:
  static constexpr std::size_t kMaxBytes = std::size_t{8} << 20;
  static constexpr std::size_t kMaxBlocks = 1024;

  void Add(const StreamEvent& event);

  /// The answer so far. Leaves the collector empty.
  llm::v1::Response Take();

 private:
  llm::v1::Choice* ChoiceOf(int index);
  void Finish(const StreamEvent& event);
  void AddBlock(const StreamEvent& event);
  llm::v1::ContentBlock* BlockOf(const StreamEvent& event);
  void AddText(const StreamEvent& event);
  bool Fits(std::size_t bytes);

  llm::v1::Response response_;
  std::vector<std::vector<int>> blocks_;  // By choice and block: its place in the message; -1 when it was dropped.
  std::size_t bytes_ = 0;
  std::size_t block_count_ = 0;
  bool overflow_ = false;
};

}  // namespace signalbox::dialect
