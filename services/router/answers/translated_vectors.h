#pragma once

#include <functional>
#include <utility>

#include "services/router/answers/plain_reader.h"

namespace signalbox::router {

/// Vectors of Google's, for a caller of OpenAI's embeddings.
class TranslatedVectors final : public PlainReader {
 public:
  /// `request` is what was asked, and must outlive it.
  TranslatedVectors(AnswerOptions options, const llm::v1::EmbedRequest& request)
      : PlainReader(std::move(options)), request_(request) {}

  GeneratedTokens CountGenerated() override { return {}; }

 private:
  absl::Status ReadBody(const std::string& body, std::string& out) override;

  const llm::v1::EmbedRequest& request_;
};

/// The tokens of texts that nobody else counted.
llm::v1::Usage CountTexts(std::string_view upstream_model, const llm::v1::EmbedRequest& request);

}  // namespace signalbox::router
