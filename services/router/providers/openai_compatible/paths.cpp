#include "services/router/providers/openai_compatible/paths.h"

#include "common/status/error.h"

namespace signalbox::router::openai_compatible {

absl::StatusOr<llm::v1::Dialect> DialectOf(const Question& question, const Spoken& spoken) {
  switch (question.operation) {
    case llm::v1::GENERATE:
      if (question.caller == llm::v1::OPENAI_COMPLETIONS && spoken.completions) return question.caller;
      if (question.caller == llm::v1::OPENAI_RESPONSES && spoken.responses) return question.caller;
      return llm::v1::OPENAI_CHAT;
    case llm::v1::EMBED:
      if (spoken.embeddings) return llm::v1::OPENAI_CHAT;
      break;
    case llm::v1::FORWARD:
      return question.caller;
    default:
      break;
  }
  return Error(absl::StatusCode::kUnimplemented, "", "this provider cannot do that");
}

std::string_view PathOf(const Written& written) {
  if (written.operation == llm::v1::FORWARD) return written.forward_path;
  if (written.operation == llm::v1::EMBED) return "/embeddings";
  switch (written.dialect) {
    case llm::v1::OPENAI_COMPLETIONS:
      return "/completions";
    case llm::v1::OPENAI_RESPONSES:
      return "/responses";
    default:
      return "/chat/completions";
  }
}

}  // namespace signalbox::router::openai_compatible
