#pragma once

#include "services/router/tasks/caller_request.h"
#include "services/router/tasks/task.h"

namespace signalbox::router {

/// Writes a conversation for that target: the caller's own bytes where it speaks the caller's dialect, else translated.
/// Errors: as Task::Ask.
absl::StatusOr<Inquiry> AskIn(llm::v1::Operation operation, CallerRequest& request, const Target& target);

/// kInvalidArgument, reason LOSSY_TRANSLATION, naming the losses.
absl::Status LossyTranslation(const dialect::Losses& losses);

}  // namespace signalbox::router
