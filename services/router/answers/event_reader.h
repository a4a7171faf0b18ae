#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "services/router/answers/answer_options.h"
#include "services/router/answers/answer_reader.h"
#include "services/router/answers/heard.h"
#include "services/router/domain/deframer.h"

namespace signalbox::router {

/// An answer that comes as a stream of events: what its readers share. Whole only with its dialect's terminator.
class EventReader : public AnswerReader {
 public:
  EventReader(AnswerOptions options, std::unique_ptr<Deframer> deframer);

  State Read(std::string_view bytes, std::string& out) final;
  State End(std::string& out) final;

  std::string_view content_type() const final;
  const std::optional<llm::v1::Usage>& usage() const final { return heard_.usage(); }
  bool usage_is_final() const final { return heard_.usage_is_final(); }
  GeneratedTokens CountGenerated() final { return heard_.CountGenerated(); }
  llm::v1::Message TakeAnswer() final { return heard_.TakeAnswer(); }
  const dialect::Losses& losses() const override { return losses_; }

 protected:
  /// Passes one event on. Errors: kInvalidArgument when the stream is broken.
  virtual absl::Status ReadEvent(const dialect::WireEvent& event, std::string& out) = 0;

  /// The transport ended well.
  virtual void EndEvents(std::string& out) = 0;

  /// Notes what an event means; false when the caller is to see no more: it was an error.
  bool Take(const dialect::StreamEvent& event);

  const AnswerOptions options_;

 private:
  const std::unique_ptr<Deframer> deframer_;
  Heard heard_;
  State state_ = State::kReading;
  const dialect::Losses losses_;
};

/// The error that ends a stream in the middle, in the caller's dialect and framing.
std::string EncodeBreak(const dialect::Codec& caller, dialect::Framing framing, const dialect::ErrorBody& error,
                        int status);

/// The content type of a stream in the caller's framing.
std::string_view ContentTypeOf(dialect::Framing framing);

}  // namespace signalbox::router
