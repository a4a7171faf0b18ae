#pragma once

#include <memory>

#include "services/router/answers/event_reader.h"

namespace signalbox::router {

/// A stream in the caller's own dialect: the provider's events, with the public model name put back.
class MirroredStream final : public EventReader {
 public:
  MirroredStream(AnswerOptions options, std::unique_ptr<Deframer> deframer);

  std::optional<std::string_view> error_event() const override { return mirror_->error_event(); }

 private:
  absl::Status ReadEvent(const dialect::WireEvent& event, std::string& out) override;
  void EndEvents(std::string& out) override;

  const std::unique_ptr<dialect::StreamMirror> mirror_;
};

}  // namespace signalbox::router
