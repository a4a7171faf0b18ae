#pragma once

#include <memory>
#include <string>
#include <vector>

#include "common/dialect/codec.h"
#include "common/dialect/openai_completions/fan_in.h"
#include "common/dialect/openai_completions/prompts.h"

namespace signalbox::router {

/// The answers to the prompts of one request of OPENAI_COMPLETIONS, which come one after another, as one. One thread.
class MergedParts {
 public:
  explicit MergedParts(const std::vector<llm::v1::Conversation>& prompts);

  /// Writes the events of that part, from 0, into the one stream. Of all parts the first one's options count. It must
  /// not outlive this.
  std::unique_ptr<dialect::StreamEncoder> EncoderFor(int part, dialect::StreamEncoderOptions options);

  /// Takes a part's plain answer; the whole answer with the last one, before that nothing.
  std::string Add(llm::v1::Response& response, const dialect::EncodeResponseOptions& options, dialect::Losses& losses);

 private:
  class PartEncoder;

  const std::size_t parts_;
  const dialect::openai_completions::Echo echo_;
  dialect::openai_completions::FanIn fan_in_;
  std::unique_ptr<dialect::StreamEncoder> encoder_;
  std::vector<llm::v1::Response> responses_;
};

}  // namespace signalbox::router
