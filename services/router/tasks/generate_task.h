#pragma once

#include <memory>
#include <optional>
#include <string_view>
#include <vector>

#include "services/router/answers/answer_options.h"
#include "services/router/tasks/caller_request.h"
#include "services/router/tasks/task.h"

namespace signalbox::router {

/// GENERATE: the model's next turn, in the caller's dialect, from a provider of any.
class GenerateTask final : public Task {
 public:
  /// `request` must outlive it.
  explicit GenerateTask(const v1::GenerateRequest& request) : request_(request) {}

  bool ReadWhole() override { return request_.Conversation().ok(); }
  absl::StatusOr<Inquiry> Ask(const Target& target) override;
  std::unique_ptr<AnswerReader> NewReader(const Target& target, llm::v1::Dialect asked_in,
                                          std::string_view content_type) override;
  std::optional<llm::v1::Usage> UsageOf(const Target& target, AnswerReader& reader, bool complete) override;
  std::optional<std::int64_t> CountInput(std::string_view model) override;
  std::string EncodeBreak(const dialect::ErrorBody& error, int status) const override;
  std::optional<OwnTurns> NewTurns() override { return request_.NewTurns(); }

 private:
  CallerRequest request_;
};

}  // namespace signalbox::router
