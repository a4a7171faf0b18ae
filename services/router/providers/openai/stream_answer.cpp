#include "services/router/providers/openai/stream_answer.h"

#include <utility>

namespace signalbox::router::openai {

using dialect::ErrorBody;
using Kind = dialect::openai_chat::StreamReader::Kind;

StreamAnswer::StreamAnswer(AnswerOptions options)
    : reader_({std::move(options.public_model), options.show_usage, options.want_answer}) {}

AnswerReader::State StreamAnswer::Read(std::string_view bytes, std::string& out) {
  const absl::Status status = parser_.Feed(bytes, [&](const sse::Event& event) { ReadEvent(event.data, out); });
  usage_ = reader_.usage();
  if (state_ == State::kReading && !status.ok()) return Break("an event of the stream is too large");
  return state_;
}

void StreamAnswer::ReadEvent(std::string_view event, std::string& out) {
  if (state_ != State::kReading) return;  // Whatever stands behind the end.
  const std::size_t before = out.size();
  switch (reader_.Read(event, out)) {
    case Kind::kData:
      return;
    case Kind::kDone:
      state_ = State::kComplete;
      return;
    case Kind::kError: {
      out.resize(before);
      std::optional<ErrorBody> error = dialect::openai_chat::DecodeError(event);
      state_ = Fail(std::move(error).value_or(ErrorBody{"The provider reported an error.", "api_error", {}, {}}));
      return;
    }
    case Kind::kGarbage:
      state_ = Break("an event of the stream is no JSON object");
      return;
  }
}

AnswerReader::State StreamAnswer::End(std::string&) {
  return Break("the stream ended without its terminator");
}

}  // namespace signalbox::router::openai
