#pragma once

#include "services/router/answers/answer_options.h"
#include "services/router/domain/attempt_plan.h"
#include "services/router/tasks/caller_request.h"

namespace signalbox::router {

/// How that target's answer is shown to the caller. `request` and the target's snapshot must outlive the reader.
AnswerOptions AnswerOptionsFor(CallerRequest& request, const Target& target, llm::v1::Dialect asked_in);

}  // namespace signalbox::router
