#pragma once

#include <string>

#include "common/dialect/anthropic_messages/block_names.h"

namespace signalbox::dialect::anthropic_messages {

/// What a provider's own dialect calls the things of an answer.
class AnswerNames final : public BlockNames {
 public:
  /// The message must outlive it.
  AnswerNames(llm::v1::Dialect dialect, const llm::v1::Message& message) : BlockNames(dialect), message_(message) {}

  std::string Path(const Part& part) const override;

  /// "choices[1]", "candidates[1]".
  std::string Choice(int choice) const;

  /// "choices[0].message".
  std::string Message() const;

 private:
  const llm::v1::Message& message_;
};

}  // namespace signalbox::dialect::anthropic_messages
