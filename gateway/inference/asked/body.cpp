#include <utility>

#include "common/dialect/codec.h"
#include "common/dialect/detect.h"
#include "common/status/macros.h"
#include "gateway/inference/asked/asked.h"
#include "gateway/inference/asked/state.h"
#include "gateway/inference/session.h"

namespace signalbox::gateway {
namespace {

absl::StatusOr<Question> ReadTurn(const Call& call, llm::v1::Dialect dialect) {
  ASSIGN_OR_RETURN(dialect::RequestFacts facts, dialect::CodecOf(dialect)->ScanRequest(call.Request().body));
  ASSIGN_OR_RETURN(std::string session, SessionOf(facts.session_id, call.Request()));
  Question question;
  question.asked = {std::move(facts.model), std::move(facts.user), std::move(session), facts.stream};
  RETURN_IF_ERROR(ReadState(facts, question.asked));
  question.request.set_dialect(dialect);
  question.request.set_include_usage(facts.include_usage);
  question.request.mutable_preferences()->set_max_output_tokens(facts.max_output_tokens.value_or(0));
  return question;
}

}  // namespace

ReadQuestion AsksForTurn(llm::v1::Dialect dialect) {
  return [dialect](Call& call) { return ReadTurn(call, dialect); };
}

ReadQuestion AsksForCompletion() {
  return [](Call& call) {
    // What cannot be told is refused by the dialect whose path this is.
    const llm::v1::Dialect dialect = dialect::DetectDialect(call.Request().body);
    if (dialect != llm::v1::DIALECT_UNSPECIFIED) call.dialect = dialect;
    return ReadTurn(call, call.dialect);
  };
}

}  // namespace signalbox::gateway
