#pragma once

#include <cstddef>
#include <vector>

#include "common/dialect/stream_codec.h"

namespace signalbox::dialect::openai_completions {

/// Makes one stream of the streams that answer the prompts of one request: one start, choices numbered through, usage
/// added up, one end after the last. The first error is the end of it all. One thread.
class FanIn {
 public:
  FanIn(int prompts, int choices_per_prompt)
      : usage_(static_cast<std::size_t>(prompts)), choices_per_prompt_(choices_per_prompt), running_(prompts) {}

  /// `prompt` counts from 0.
  void Feed(int prompt, const StreamEvent& event, StreamSink sink);

 private:
  void AddUsageOf(int prompt, const llm::v1::Usage& usage, StreamSink sink);

  std::vector<llm::v1::Usage> usage_;  // By prompt.
  const int choices_per_prompt_;
  int running_;
  bool started_ = false;
  bool over_ = false;
};

}  // namespace signalbox::dialect::openai_completions
