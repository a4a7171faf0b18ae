#include "services/router/answers/event_reader.h"

#include <utility>

namespace signalbox::router {

using Kind = dialect::StreamEvent::Kind;

std::string_view ContentTypeOf(dialect::Framing framing) {
  return framing == dialect::Framing::kSse ? "text/event-stream" : "application/json";
}

std::string EncodeBreak(const dialect::Codec& caller, dialect::Framing framing, const dialect::ErrorBody& error,
                        int status) {
  if (framing == dialect::Framing::kSse) return caller.EncodeStreamError(error, status);
  // The array's last element, so that it stays readable: whoever reads it looks for an error in each.
  std::string element = ",\n";
  element += caller.EncodeError(error, status, {});
  element += "]\n";
  return element;
}

EventReader::EventReader(AnswerOptions options, std::unique_ptr<Deframer> deframer)
    : options_(std::move(options)),
      deframer_(std::move(deframer)),
      heard_(options_.upstream_model, options_.want_answer) {}

AnswerReader::State EventReader::Read(std::string_view bytes, std::string& out) {
  const absl::Status status = deframer_->Feed(bytes, [&](const dialect::WireEvent& event) {
    if (state_ != State::kReading) return;  // Whatever stands behind the end.
    const bool readable = ReadEvent(event, out).ok();
    if (state_ == State::kReading && !readable) state_ = Break("an event of the stream cannot be read");
  });
  if (state_ == State::kReading && !status.ok()) {
    state_ = Break(absl::IsResourceExhausted(status) ? "an event of the stream is too large"
                                                     : "the stream's framing is broken");
  }
  return state_;
}

AnswerReader::State EventReader::End(std::string& out) {
  if (deframer_->BetweenEvents()) EndEvents(out);
  if (state_ == State::kReading) state_ = Break("the stream ended without its terminator");
  return state_;
}

bool EventReader::Take(const dialect::StreamEvent& event) {
  if (event.kind == Kind::kError) {
    state_ = Fail(event.error ? *event.error : dialect::ErrorBody{"The provider reported an error.", "api_error"});
    return false;
  }
  heard_.Add(event);
  if (event.kind == Kind::kEnd) state_ = State::kComplete;
  return true;
}

std::string_view EventReader::content_type() const {
  return ContentTypeOf(options_.framing);
}

}  // namespace signalbox::router
