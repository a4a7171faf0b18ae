#include "services/router/answers/mirrored_stream.h"

#include <utility>

namespace signalbox::router {

MirroredStream::MirroredStream(AnswerOptions options, std::unique_ptr<Deframer> deframer)
    : EventReader(std::move(options), std::move(deframer)),
      mirror_(options_.asked->NewStreamMirror({options_.public_model, options_.show_usage, options_.framing})) {}

absl::Status MirroredStream::ReadEvent(const dialect::WireEvent& event, std::string& out) {
  return mirror_->Read(event, out, [this](const dialect::StreamEvent& step) { Take(step); });
}

void MirroredStream::EndEvents(std::string& out) {
  mirror_->End(out, [this](const dialect::StreamEvent& step) { Take(step); });
}

}  // namespace signalbox::router
