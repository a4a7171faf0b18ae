#include "services/router/answers/translated_vectors.h"

#include "common/dialect/gemini/embeddings.h"
#include "common/dialect/openai_embeddings/response.h"
#include "common/status/macros.h"
#include "common/tokens/conversation.h"
#include "common/tokens/counter.h"

namespace signalbox::router {

llm::v1::Usage CountTexts(std::string_view upstream_model, const llm::v1::EmbedRequest& request) {
  llm::v1::Usage usage;
  usage.set_input(tokens::CountInput(tokens::CounterFor(upstream_model), request));
  usage.set_estimated(true);
  return usage;
}

absl::Status TranslatedVectors::ReadBody(const std::string& body, std::string& out) {
  const auto inputs = static_cast<std::size_t>(request_.inputs_size());
  ASSIGN_OR_RETURN(llm::v1::EmbedResponse response, dialect::gemini::DecodeEmbedResponse(body, inputs));
  // Callers of OpenAI's expect the figures.
  if (!response.has_usage()) *response.mutable_usage() = CountTexts(options_.upstream_model, request_);
  usage_ = response.usage();
  out += dialect::openai_embeddings::EncodeEmbedResponse(response, options_.public_model, request_.base64());
  return absl::OkStatus();
}

}  // namespace signalbox::router
