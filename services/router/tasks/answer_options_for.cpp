#include "services/router/tasks/answer_options_for.h"

#include <algorithm>

#include "common/context/clock.h"

namespace signalbox::router {
namespace {

std::string WithoutDashes(std::string uuid) {
  uuid.erase(std::remove(uuid.begin(), uuid.end(), '-'), uuid.end());
  return uuid;
}

}  // namespace

AnswerOptions AnswerOptionsFor(CallerRequest& request, const Target& target, llm::v1::Dialect asked_in) {
  AnswerOptions options;
  options.asked = dialect::CodecOf(asked_in);
  options.caller = &request.codec();
  options.upstream_model = target.deployment->upstream_model;
  const v1::GenerateRequest& asked = request.proto();
  options.public_model = asked.shown_model().empty() ? asked.model() : asked.shown_model();
  options.stream = request.proto().stream();
  options.framing = request.framing();
  options.show_usage = request.proto().include_usage();
  options.want_answer = request.proto().want_transcript();
  options.id = WithoutDashes(request.proto().ticket());
  options.created = std::chrono::duration_cast<std::chrono::seconds>(SystemNow().time_since_epoch()).count();
  options.conversation = [&request]() -> const llm::v1::Conversation* {
    const auto conversation = request.Conversation();
    return conversation.ok() ? *conversation : nullptr;
  };
  return options;
}

}  // namespace signalbox::router
