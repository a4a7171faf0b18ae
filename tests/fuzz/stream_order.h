#pragma once

#include <map>
#include <set>

#include "common/dialect/stream_event.h"

namespace signalbox::fuzz {

/// Holds a stream's steps against the order that stream_event.h promises.
class StreamOrder {
 public:
  /// Stops the fuzzer when `event` may not come now.
  void Note(const dialect::StreamEvent& event);

 private:
  struct Choice {
    int blocks = 0;
    std::set<int> open;
    bool finished = false;
  };

  void NoteBlock(const dialect::StreamEvent& event);

  std::map<int, Choice> choices_;
  bool started_ = false;
  bool over_ = false;
};

}  // namespace signalbox::fuzz
