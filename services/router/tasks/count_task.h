#pragma once

#include <string>

#include "services/router/tasks/caller_request.h"
#include "services/router/tasks/task.h"

namespace signalbox::router {

/// COUNT_TOKENS: how many tokens a request would be. A provider of the caller's dialect that has an endpoint for it is
/// asked; else they are counted here.
class CountTask final : public Task {
 public:
  /// `request` must outlive it.
  explicit CountTask(const v1::GenerateRequest& request) : request_(request) {}

  absl::StatusOr<Inquiry> Ask(const Target& target) override;
  std::unique_ptr<AnswerReader> NewReader(const Target& target, llm::v1::Dialect asked_in,
                                          std::string_view content_type) override;
  std::optional<llm::v1::Usage> UsageOf(const Target&, AnswerReader&, bool) override { return std::nullopt; }
  std::string EncodeBreak(const dialect::ErrorBody&, int) const override { return {}; }
  absl::StatusOr<OwnAnswer> AnswerHere() override;

 private:
  CallerRequest request_;
  std::string counted_model_;  // Whose tokens are counted here: of the first target that could not be asked.
};

}  // namespace signalbox::router
