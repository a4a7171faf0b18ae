#pragma once

#include <string>
#include <string_view>

#include "common/dialect/anthropic_messages/block_names.h"
#include "signalbox/llm/v1/llm.pb.h"

namespace signalbox::dialect::anthropic_messages {

/// What a request can ask for that this dialect may be unable to say.
enum class Setting {
  kSeed,
  kPresencePenalty,
  kFrequencyPenalty,
  kChoices,
  kLogprobs,
  kTopLogprobs,
  kTemperature,
  kTopP,
  kTopK,
  kStop,
  kEffort,
  kBudget,
  kResponseFormat,
  kToolChoice,
  kMetadata,
  kServiceTier,
  kCount,
};

/// What the caller's own dialect calls the things of a conversation: losses are told in its words.
class CallerNames final : public BlockNames {
 public:
  /// The conversation must outlive it.
  explicit CallerNames(const llm::v1::Conversation& conversation);

  /// Whether the conversation was written in this dialect.
  bool IsOwn() const { return dialect() == llm::v1::ANTHROPIC_MESSAGES; }

  std::string_view Of(Setting setting) const;

  /// "messages", "contents", "input".
  std::string_view Messages() const;

  /// "messages[2]", "contents[1]".
  std::string Message(int message) const;

  std::string Path(const Part& part) const override;

  /// "tools[0]".
  std::string Tool(int tool) const;

 private:
  const llm::v1::Conversation& conversation_;
  int instructions_ = 0;  // Leading messages that stand outside of the caller's list.
};

}  // namespace signalbox::dialect::anthropic_messages
