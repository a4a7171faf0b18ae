#pragma once

#include <memory>
#include <optional>
#include <vector>

#include "services/router/tasks/generate_task.h"
#include "services/router/tasks/merged_parts.h"

namespace signalbox::router {

/// GENERATE in OPENAI_COMPLETIONS: one request may hold several prompts. Where the provider does not speak this
/// dialect, they are asked one after another, each an attempt of its own, and answered as one.
class CompletionsTask final : public Task {
 public:
  /// `request` must outlive it.
  explicit CompletionsTask(const v1::GenerateRequest& request) : request_(request), whole_(request) {}

  absl::StatusOr<Inquiry> Ask(const Target& target) override;
  std::unique_ptr<AnswerReader> NewReader(const Target& target, llm::v1::Dialect asked_in,
                                          std::string_view content_type) override;
  std::optional<llm::v1::Usage> UsageOf(const Target& target, AnswerReader& reader, bool complete) override;
  std::string EncodeBreak(const dialect::ErrorBody& error, int status) const override;
  std::optional<OwnTurns> NewTurns() override;
  bool NextPart() override;

 private:
  absl::Status ReadPrompts();
  bool in_parts() const { return prompts_.size() > 1 && !asked_whole_; }

  CallerRequest request_;
  GenerateTask whole_;  // For a single prompt, and for a provider that takes them all.
  bool asked_whole_ = false;
  std::vector<llm::v1::Conversation> prompts_;  // Read when the first target needs them.
  std::size_t part_ = 0;
  std::optional<MergedParts> merged_;
};

}  // namespace signalbox::router
