#pragma once

#include <string>

#include "services/router/tasks/caller_request.h"
#include "services/router/tasks/task.h"

namespace signalbox::router {

/// EMBED: vectors for texts, asked in OpenAI's form (OPENAI_CHAT), from a provider of that or of Google's (GEMINI).
class EmbedTask final : public Task {
 public:
  /// `request` must outlive it. Errors: kInvalidArgument for a dialect that has no embeddings.
  static absl::StatusOr<std::unique_ptr<Task>> Create(const v1::GenerateRequest& request);

  explicit EmbedTask(const v1::GenerateRequest& request) : request_(request) {}

  absl::StatusOr<Inquiry> Ask(const Target& target) override;
  std::unique_ptr<AnswerReader> NewReader(const Target& target, llm::v1::Dialect asked_in,
                                          std::string_view content_type) override;
  std::optional<llm::v1::Usage> UsageOf(const Target& target, AnswerReader& reader, bool complete) override;
  std::string EncodeBreak(const dialect::ErrorBody&, int) const override { return {}; }

 private:
  absl::StatusOr<const llm::v1::EmbedRequest*> Texts();
  absl::StatusOr<std::string> Translate(const std::string& upstream_model, dialect::Losses& losses);

  CallerRequest request_;
  std::optional<absl::StatusOr<llm::v1::EmbedRequest>> texts_;  // Read when first needed.
};

}  // namespace signalbox::router
