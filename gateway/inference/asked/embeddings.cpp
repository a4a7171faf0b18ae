#include <utility>

#include "common/dialect/openai_embeddings/request.h"
#include "common/status/macros.h"
#include "gateway/inference/asked/asked.h"

namespace signalbox::gateway {

ReadQuestion AsksForVectors() {
  return [](Call& call) -> absl::StatusOr<Question> {
    ASSIGN_OR_RETURN(dialect::RequestFacts facts, dialect::openai_embeddings::ScanEmbedRequest(call.Request().body));
    Question question;
    question.asked = {std::move(facts.model), std::move(facts.user), {}, false, llm::v1::EMBED};
    question.request.set_dialect(llm::v1::OPENAI_CHAT);
    return question;
  };
}

}  // namespace signalbox::gateway
