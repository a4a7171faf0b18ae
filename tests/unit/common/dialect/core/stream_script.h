#pragma once

#include <string>
#include <vector>

#include "common/dialect/stream_codec.h"

namespace signalbox::dialect::testing {

/// Writes down what a sink hears, one line an event.
class Heard {
 public:
  void operator()(const StreamEvent& event) const { lines_.push_back(Line(event)); }
  const std::vector<std::string>& lines() const { return lines_; }

 private:
  static std::string Line(const StreamEvent& event) {
    using Kind = StreamEvent::Kind;
    const std::string place = std::to_string(event.choice) + "." + std::to_string(event.block);
    const std::string text(event.text);
    switch (event.kind) {
      case Kind::kStart:
        return "start";
      case Kind::kBlockStart:
        return "block " + place + " " + std::string(event.name) + std::string(event.id);
      case Kind::kDelta:
        return "delta " + place + " " + text;
      case Kind::kSignature:
        return "signature " + place + " " + text;
      case Kind::kCitation:
        return "citation " + place + " " + event.citation->url();
      case Kind::kBlockEnd:
        return "end " + place;
      case Kind::kFinish:
        return "finish " + std::to_string(event.choice);
      case Kind::kUsage:
        return "usage";
      case Kind::kLoss:
        return "loss " + text;
      case Kind::kEnd:
        return "done";
      case Kind::kError:
        return "error " + event.error->message;
    }
    return "?";
  }

  mutable std::vector<std::string> lines_;  // A sink is called as const.
};

inline StreamEvent BlockStart(int choice, int block, BlockType type = BlockType::kText) {
  StreamEvent event(StreamEvent::Kind::kBlockStart, choice, block);
  event.block_type = type;
  return event;
}

inline StreamEvent Delta(int choice, int block, std::string_view text) {
  StreamEvent event(StreamEvent::Kind::kDelta, choice, block);
  event.text = text;
  return event;
}

inline StreamEvent BlockEnd(int choice, int block) {
  return {StreamEvent::Kind::kBlockEnd, choice, block};
}

inline StreamEvent Finish(int choice, llm::v1::FinishReason reason = llm::v1::STOP) {
  StreamEvent event(StreamEvent::Kind::kFinish);
  event.choice = choice;
  event.finish = reason;
  return event;
}

}  // namespace signalbox::dialect::testing
