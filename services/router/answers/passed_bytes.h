#pragma once

#include <memory>
#include <string>

#include "common/dialect/codec.h"
#include "common/json/document.h"
#include "services/router/answers/answer_reader.h"
#include "services/router/domain/deframer.h"

namespace signalbox::router {

/// An answer of any content type, passed on as it comes: sound, pictures, text. Events are passed on when they are
/// whole; they are looked at for usage and for an error, which ends the answer.
class PassedBytes final : public AnswerReader {
 public:
  /// `errors` reads what an error event says.
  PassedBytes(std::string_view content_type, const dialect::Codec& errors);

  State Read(std::string_view bytes, std::string& out) override;
  State End(std::string& out) override;
  std::string_view content_type() const override { return content_type_; }
  const std::optional<llm::v1::Usage>& usage() const override { return usage_; }
  GeneratedTokens CountGenerated() override { return {}; }
  llm::v1::Message TakeAnswer() override { return {}; }
  const dialect::Losses& losses() const override { return losses_; }
  std::optional<std::string_view> error_event() const override { return waiting_; }

 private:
  void ReadLine(std::string_view line, std::string& out);
  void LookAt(const dialect::WireEvent& event);
  void LookForError(const dialect::WireEvent& event, std::optional<json::Value> root);

  const std::string content_type_;
  const dialect::Codec& errors_;
  std::unique_ptr<Deframer> events_;  // Null when there are none, or none that can be read.
  std::string waiting_;               // What of an event has come so far; at last, the event that is an error.
  State state_ = State::kReading;
  std::optional<llm::v1::Usage> usage_;
  const dialect::Losses losses_;
};

/// Whether an answer of that type is a stream of events.
bool IsEventStream(std::string_view content_type);

/// Whether it is JSON.
bool IsJson(std::string_view content_type);

}  // namespace signalbox::router
