#include "tests/support/fake_provider/event_stream.h"

#include <utility>

namespace signalbox::fake_provider {

EventStream::EventStream(const Script& script, PlanBuilder& builder, Framing& framing, ErrorEvent error)
    : script_(script), builder_(builder), framing_(framing), error_(std::move(error)) {}

void EventStream::Token(std::string_view data, std::string_view type) {
  Pace();
  Send(data, type);
}

void EventStream::Send(std::string_view data, std::string_view type) {
  if (FailsNow()) return;
  Write(framing_.Frame({type, data}));
}

void EventStream::Last(std::string_view data, std::string_view type) {
  if (script_.done) Send(data, type);
}

void EventStream::Scripted() {
  for (const std::string& data : script_.events) {
    Pace();
    if (!FailsNow()) Write(framing_.Scripted(data));
  }
}

void EventStream::Finish() {
  const std::string end = framing_.End();
  if (!end.empty()) builder_.Chunk(end);
}

void EventStream::Pace() {
  if (paced_ && !failed_) builder_.Wait(script_.gap);
  paced_ = true;
}

bool EventStream::FailsNow() {
  if (!failed_ && script_.error_after == sent_) {
    failed_ = true;
    Write(framing_.Error({error_.type, error_.data}));
  }
  return failed_;
}

void EventStream::Write(std::string_view bytes) {
  builder_.Chunk(bytes);
  ++sent_;
}

}  // namespace signalbox::fake_provider
