#include "common/dialect/openai_completions/fan_in.h"

#include "common/dialect/openai_completions/answer.h"

namespace signalbox::dialect::openai_completions {

using Kind = StreamEvent::Kind;

void FanIn::Feed(int prompt, const StreamEvent& event, StreamSink sink) {
  if (over_) return;
  StreamEvent shifted = event;
  shifted.choice += prompt * choices_per_prompt_;
  shifted.usage = nullptr;
  switch (event.kind) {
    case Kind::kStart:
      if (!started_) sink(shifted);
      started_ = true;
      if (event.usage != nullptr) AddUsageOf(prompt, *event.usage, sink);
      return;
    case Kind::kUsage:
      return AddUsageOf(prompt, *event.usage, sink);
    case Kind::kEnd:
      over_ = --running_ == 0;
      if (over_) sink(shifted);
      return;
    case Kind::kError:
      over_ = true;
      return sink(shifted);
    default:
      return sink(shifted);
  }
}

void FanIn::AddUsageOf(int prompt, const llm::v1::Usage& usage, StreamSink sink) {
  usage_[static_cast<std::size_t>(prompt)] = usage;
  llm::v1::Usage sum;
  for (const llm::v1::Usage& one : usage_) AddUsage(one, sum);
  StreamEvent event(Kind::kUsage);
  event.usage = &sum;
  sink(event);
}

}  // namespace signalbox::dialect::openai_completions
