#include <utility>

#include "common/dialect/codec.h"
#include "common/status/macros.h"
#include "gateway/inference/asked/asked.h"

namespace signalbox::gateway {

ReadQuestion AsksForTokenCount(llm::v1::Dialect dialect) {
  return [dialect](Call& call) -> absl::StatusOr<Question> {
    ASSIGN_OR_RETURN(dialect::RequestFacts facts, dialect::CodecOf(dialect)->ScanRequest(call.Request().body));
    Question question;
    question.asked = {std::move(facts.model), std::move(facts.user), {}, false, llm::v1::COUNT_TOKENS};
    question.request.set_dialect(dialect);
    return question;
  };
}

}  // namespace signalbox::gateway
