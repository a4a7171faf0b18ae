#pragma once

#include <cstddef>
#include <string>

#include "services/router/providers/answer_reader.h"

namespace signalbox::router::openai {

/// A chat completion as one JSON body, at most kMaxBodyBytes of it.
class PlainAnswer final : public AnswerReader {
 public:
  static constexpr std::size_t kMaxBodyBytes = std::size_t{64} * 1024 * 1024;

  explicit PlainAnswer(AnswerOptions options) : options_(std::move(options)) {}

  State Read(std::string_view bytes, std::string& out) override;
  State End(std::string& out) override;
  std::int64_t generated_characters() const override;
  llm::v1::Message TakeAnswer() override { return std::move(answer_); }

 private:
  const AnswerOptions options_;
  std::string body_;
  bool complete_ = false;
  llm::v1::Message answer_;
};

}  // namespace signalbox::router::openai
