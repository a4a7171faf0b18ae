#pragma once

#include <string>
#include <string_view>

#include "services/router/answers/answer_options.h"
#include "services/router/answers/answer_reader.h"
#include "services/router/answers/body_buffer.h"

namespace signalbox::router {

/// An answer that comes as one JSON body: what its readers share. Nothing is yielded before its end.
class PlainReader : public AnswerReader {
 public:
  explicit PlainReader(AnswerOptions options) : options_(std::move(options)) {}

  State Read(std::string_view bytes, std::string& out) final;
  State End(std::string& out) final;

  std::string_view content_type() const override { return "application/json"; }
  const std::optional<llm::v1::Usage>& usage() const final { return usage_; }
  GeneratedTokens CountGenerated() override;
  llm::v1::Message TakeAnswer() final { return std::move(answer_); }
  const dialect::Losses& losses() const final { return losses_; }

 protected:
  /// Reads the whole body, which is no error, and appends what the caller is to see.
  /// Errors: kInvalidArgument when it is no answer.
  virtual absl::Status ReadBody(const std::string& body, std::string& out) = 0;

  /// Takes usage and answer from what was decoded; moves the answer out of it.
  void Keep(llm::v1::Response& response);

  const AnswerOptions options_;
  std::optional<llm::v1::Usage> usage_;
  llm::v1::Message answer_;
  dialect::Losses losses_;

 private:
  BodyBuffer body_;
  bool complete_ = false;
};

}  // namespace signalbox::router
