#pragma once

#include <memory>
#include <string>

#include "services/router/answers/answer_reader.h"
#include "services/router/domain/deframer.h"

namespace signalbox::router {

/// An answer of any content type, passed on as it comes: sound, pictures, text. Of events, the usage is looked at.
class PassedBytes final : public AnswerReader {
 public:
  explicit PassedBytes(std::string_view content_type);

  State Read(std::string_view bytes, std::string& out) override;
  State End(std::string&) override { return State::kComplete; }
  std::string_view content_type() const override { return content_type_; }
  const std::optional<llm::v1::Usage>& usage() const override { return usage_; }
  GeneratedTokens CountGenerated() override { return {}; }
  llm::v1::Message TakeAnswer() override { return {}; }
  const dialect::Losses& losses() const override { return losses_; }

 private:
  void LookAt(const dialect::WireEvent& event);

  const std::string content_type_;
  std::unique_ptr<Deframer> events_;  // Null when there are none, or none that can be read.
  std::optional<llm::v1::Usage> usage_;
  const dialect::Losses losses_;
};

/// Whether an answer of that type is a stream of events.
bool IsEventStream(std::string_view content_type);

/// Whether it is JSON.
bool IsJson(std::string_view content_type);

}  // namespace signalbox::router
