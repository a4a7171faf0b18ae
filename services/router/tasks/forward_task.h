#pragma once

#include "services/router/tasks/caller_request.h"
#include "services/router/tasks/task.h"

namespace signalbox::router {

/// FORWARD: a request that is passed on without being understood, but for its `model`: a field of its JSON, or of its
/// form.
class ForwardTask final : public Task {
 public:
  /// `request` must outlive it. Errors: kInvalidArgument for a path that cannot be one, or a body that is neither JSON
  /// nor a form.
  static absl::StatusOr<std::unique_ptr<Task>> Create(const v1::GenerateRequest& request);

  explicit ForwardTask(const v1::GenerateRequest& request) : request_(request) {}

  absl::StatusOr<Inquiry> Ask(const Target& target) override;
  std::unique_ptr<AnswerReader> NewReader(const Target& target, llm::v1::Dialect asked_in,
                                          std::string_view content_type) override;
  std::optional<llm::v1::Usage> UsageOf(const Target& target, AnswerReader& reader, bool complete) override;
  std::string EncodeBreak(const dialect::ErrorBody& error, int status) const override;

 private:
  CallerRequest request_;
  bool answers_in_events_ = false;
};

}  // namespace signalbox::router
