#include <utility>

#include "common/dialect/codec.h"
#include "common/dialect/detect.h"
#include "common/status/macros.h"
#include "gateway/inference/asked/asked.h"
#include "gateway/inference/session.h"

namespace signalbox::gateway {
namespace {

absl::StatusOr<Question> ReadTurn(const Call& call, llm::v1::Dialect dialect) {
  ASSIGN_OR_RETURN(dialect::RequestFacts facts, dialect::CodecOf(dialect)->ScanRequest(call.Request().body));
  ASSIGN_OR_RETURN(std::string session, SessionOf(facts.session_id, call.Request()));
  Question question;
  question.asked = {std::move(facts.model), std::move(facts.user), std::move(session), facts.stream};
  question.request.set_dialect(dialect);
  return question;
}

}  // namespace

ReadQuestion AsksForTurn(llm::v1::Dialect dialect) {
  return [dialect](Call& call) { return ReadTurn(call, dialect); };
}

ReadQuestion AsksForCompletion() {
  return [](Call& call) {
    call.dialect = dialect::DetectDialect(call.Request().body);
    return ReadTurn(call, call.dialect);
  };
}

}  // namespace signalbox::gateway
