#pragma once

#include <cstddef>
#include <list>
#include <string>

#include "common/dialect/stream_codec.h"

namespace signalbox::dialect {

/// Brings blocks that are open at once into a row, for dialects that can write one at a time: what belongs to a later
/// block waits until the block before it has ended. Everything else passes as it comes; kFinish follows the blocks of
/// its choice. One thread; one per stream.
///
/// Waits with at most kMaxWaitingBytes; beyond that, Feed() returns false and the stream must end with an error.
class SequentialBlocks {
 public:
  static constexpr std::size_t kMaxWaitingBytes = std::size_t{8} << 20;

  bool Feed(const StreamEvent& event, StreamSink sink);

 private:
  // An event and what its views look at. Never moved.
  struct Waiting {
    explicit Waiting(const StreamEvent& of_event) : event(of_event) {}
    StreamEvent event;
    std::string id;
    std::string name;
    std::string text;
    std::string raw;
    std::string native_reason;
    std::string stop_sequence;
    llm::v1::Citation citation;
  };

  void Pass(const StreamEvent& event, StreamSink sink);
  bool Keep(const StreamEvent& event);
  void Release(StreamSink sink);

  std::list<Waiting> waiting_;
  std::size_t waiting_bytes_ = 0;
  bool open_ = false;
  int open_choice_ = 0;
  int open_block_ = 0;
};

}  // namespace signalbox::dialect
