#include "common/dialect/anthropic_messages/answer_names.h"

#include <fmt/format.h>

#include "common/dialect/message_place.h"

namespace signalbox::dialect::anthropic_messages {

std::string AnswerNames::Path(const Part& part) const {
  if (dialect() == llm::v1::OPENAI_RESPONSES) return fmt::format("output[{}]", part.index);
  std::string path = Message();
  path += BlockPath(dialect(), message_, part.index);
  if (part.nested >= 0) path += NestedPath(dialect(), part.nested);
  return path;
}

std::string AnswerNames::Choice(int choice) const {
  return fmt::format("{}[{}]", dialect() == llm::v1::GEMINI ? "candidates" : "choices", choice);
}

std::string AnswerNames::Message() const {
  switch (dialect()) {
    case llm::v1::OPENAI_CHAT:
      return "choices[0].message";
    case llm::v1::GEMINI:
      return "candidates[0].content";
    default:
      return "message";
  }
}

}  // namespace signalbox::dialect::anthropic_messages
