#pragma once

#include <deque>
#include <random>
#include <string>

#include "common/dialect/stream_codec.h"

namespace signalbox::dialect::testing {

/// A provider's streamed answer, made up: thoughts, words in several scripts, a refusal or several tool calls open at
/// once, pieces of any size, usage early, late, twice or never. The same for the same seed.
class RandomStream {
 public:
  explicit RandomStream(unsigned seed);

  void Play(StreamSink sink) const;

 private:
  // An event and what its views look at.
  struct Owned {
    StreamEvent event;
    std::string text;
  };

  void Say(StreamEvent event, std::string text = {});
  void SayUsage();
  void SayBlock(BlockType type, const std::string& text);
  void SayCalls();
  void Finish();
  std::string Words();
  std::string Arguments();
  std::vector<std::string> Pieces(const std::string& text);
  int UpTo(int most) { return std::uniform_int_distribution<int>(0, most)(random_); }

  std::mt19937 random_;
  std::deque<Owned> events_;
  std::deque<llm::v1::Usage> usages_;
  int next_block_ = 0;
  bool calls_tools_ = false;
  bool refuses_ = false;
};

}  // namespace signalbox::dialect::testing
