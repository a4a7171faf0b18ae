#include "services/router/tasks/merged_parts.h"

#include <utility>

#include "common/dialect/openai_completions/answer.h"
#include "common/dialect/openai_completions/stream_encoder.h"

namespace signalbox::router {

namespace completions = dialect::openai_completions;

class MergedParts::PartEncoder final : public dialect::StreamEncoder {
 public:
  PartEncoder(MergedParts& merged, int part) : merged_(merged), part_(part) {}

  void Encode(const dialect::StreamEvent& event, std::string& out) override {
    merged_.fan_in_.Feed(part_, event, [&](const dialect::StreamEvent& step) { merged_.encoder_->Encode(step, out); });
    const dialect::Losses& losses = merged_.encoder_->losses();
    if (losses.paths().size() != losses_.paths().size()) losses_ = losses;
  }

 private:
  MergedParts& merged_;
  const int part_;
};

MergedParts::MergedParts(const std::vector<llm::v1::Conversation>& prompts)
    : parts_(prompts.size()),
      echo_(completions::EchoOf(prompts)),
      fan_in_(static_cast<int>(prompts.size()), echo_.choices_per_prompt) {}

std::unique_ptr<dialect::StreamEncoder> MergedParts::EncoderFor(int part, dialect::StreamEncoderOptions options) {
  if (!encoder_) encoder_ = completions::NewStreamEncoder(std::move(options), echo_);
  return std::make_unique<PartEncoder>(*this, part);
}

std::string MergedParts::Add(llm::v1::Response& response, const dialect::EncodeResponseOptions& options,
                             dialect::Losses& losses) {
  responses_.push_back(response);
  if (responses_.size() < parts_) return {};
  return completions::EncodeResponse(completions::MergeResponses(std::move(responses_), echo_.choices_per_prompt),
                                     options, echo_, losses);
}

}  // namespace signalbox::router
