#pragma once

#include <memory>

#include "services/router/answers/event_reader.h"

namespace signalbox::router {

/// A stream in another dialect than the caller's.
class TranslatedStream final : public EventReader {
 public:
  TranslatedStream(AnswerOptions options, std::unique_ptr<Deframer> deframer);

  const dialect::Losses& losses() const override { return encoder_->losses(); }

 private:
  absl::Status ReadEvent(const dialect::WireEvent& event, std::string& out) override;
  void EndEvents(std::string& out) override;

  const std::unique_ptr<dialect::StreamDecoder> decoder_;
  const std::unique_ptr<dialect::StreamEncoder> encoder_;
};

/// Writes events for the caller of an answer with those options.
std::unique_ptr<dialect::StreamEncoder> NewEncoderFor(const AnswerOptions& options);

}  // namespace signalbox::router
