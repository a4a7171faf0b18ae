#include <string_view>
#include <utility>

#include "common/dialect/codec.h"
#include "common/status/error.h"
#include "common/status/macros.h"
#include "gateway/inference/asked/asked.h"
#include "gateway/inference/session.h"

namespace signalbox::gateway {
namespace {

struct Action {
  std::string_view name;
  llm::v1::Operation operation;
  bool stream;
};

constexpr Action kActions[] = {
    {"generateContent", llm::v1::GENERATE, false},
    {"streamGenerateContent", llm::v1::GENERATE, true},
    {"countTokens", llm::v1::COUNT_TOKENS, false},
};

absl::Status NoSuchPath() {
  return Error(absl::StatusCode::kNotFound, "NOT_FOUND",
               "expected models/{model}:generateContent, :streamGenerateContent or :countTokens");
}

/// Without the slash that some write at the end of every path.
std::string_view TargetOf(const Call& call) {
  std::string_view target;
  for (const auto& [name, value] : call.Parameters()) {
    if (name == "target") target = value;
  }
  if (target.ends_with('/')) target.remove_suffix(1);
  return target;
}

bool AsksForEvents(std::string_view query) {
  constexpr std::string_view kEvents = "alt=sse";
  for (std::size_t at = query.find(kEvents); at != query.npos; at = query.find(kEvents, at + 1)) {
    const std::size_t end = at + kEvents.size();
    if ((at == 0 || query[at - 1] == '&') && (end == query.size() || query[end] == '&')) return true;
  }
  return false;
}

absl::StatusOr<Question> Read(const Call& call) {
  const std::string_view target = TargetOf(call);
  const std::size_t colon = target.rfind(':');
  if (colon == target.npos || colon == 0) return NoSuchPath();
  for (const Action& action : kActions) {
    if (target.substr(colon + 1) != action.name) continue;
    ASSIGN_OR_RETURN(dialect::RequestFacts facts, dialect::CodecOf(llm::v1::GEMINI)->ScanRequest(call.Request().body));
    ASSIGN_OR_RETURN(std::string session, SessionOf(facts.session_id, call.Request()));
    Question question;
    question.asked = {std::string(target.substr(0, colon)),
                      std::move(facts.user),
                      std::move(session),
                      action.stream,
                      action.operation,
                      action.stream && !AsksForEvents(call.Request().query)};
    question.request.set_dialect(llm::v1::GEMINI);
    return question;
  }
  return NoSuchPath();
}

}  // namespace

ReadQuestion AsksForGeminiAction() {
  return [](Call& call) { return Read(call); };
}

}  // namespace signalbox::gateway
