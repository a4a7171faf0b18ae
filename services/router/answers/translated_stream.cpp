#include "services/router/answers/translated_stream.h"

#include <utility>

namespace signalbox::router {

std::unique_ptr<dialect::StreamEncoder> NewEncoderFor(const AnswerOptions& options) {
  dialect::StreamEncoderOptions encoder;
  encoder.public_model = options.public_model;
  encoder.include_usage = options.show_usage;
  encoder.framing = options.framing;
  encoder.created = options.created;
  encoder.id = options.id;
  encoder.from = options.asked->dialect();
  encoder.request = options.conversation();
  if (options.new_encoder) return options.new_encoder(std::move(encoder));
  return options.caller->NewStreamEncoder(std::move(encoder));
}

TranslatedStream::TranslatedStream(AnswerOptions options, std::unique_ptr<Deframer> deframer)
    : EventReader(std::move(options), std::move(deframer)),
      decoder_(options_.asked->NewStreamDecoder()),
      encoder_(NewEncoderFor(options_)) {}

absl::Status TranslatedStream::ReadEvent(const dialect::WireEvent& event, std::string& out) {
  return decoder_->Decode(event, [&](const dialect::StreamEvent& step) {
    if (Take(step)) encoder_->Encode(step, out);
  });
}

void TranslatedStream::EndEvents(std::string& out) {
  decoder_->End([&](const dialect::StreamEvent& step) {
    if (Take(step)) encoder_->Encode(step, out);
  });
}

}  // namespace signalbox::router
