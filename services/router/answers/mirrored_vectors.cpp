#include "services/router/answers/mirrored_vectors.h"

#include "common/dialect/openai_embeddings/response.h"
#include "common/status/macros.h"

namespace signalbox::router {

absl::Status MirroredVectors::ReadBody(const std::string& body, std::string& out) {
  ASSIGN_OR_RETURN(auto vectors,
                   dialect::openai_embeddings::MirrorEmbedResponse(body, options_.public_model, want_base64_));
  usage_ = std::move(vectors.usage);
  out += vectors.body;
  return absl::OkStatus();
}

}  // namespace signalbox::router
