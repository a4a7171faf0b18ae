#pragma once

#include "services/router/tasks/caller_request.h"
#include "services/router/tasks/task.h"

namespace signalbox::router {

/// The dialect that target is asked in. Errors: kUnimplemented.
absl::StatusOr<llm::v1::Dialect> DialectOf(llm::v1::Operation operation, const CallerRequest& request,
                                           const Target& target);

/// Writes the request for that target: the caller's own bytes where it speaks the caller's dialect, else translated.
/// Errors: as Task::Ask.
absl::StatusOr<Inquiry> AskIn(llm::v1::Operation operation, CallerRequest& request, const Target& target);

/// Writes that conversation in another dialect. Errors: as Task::Ask.
absl::StatusOr<Inquiry> AskTranslated(llm::v1::Operation operation, const CallerRequest& request,
                                      const llm::v1::Conversation& conversation, const Target& target,
                                      llm::v1::Dialect dialect);

/// kInvalidArgument, reason LOSSY_TRANSLATION, naming the losses.
absl::Status LossyTranslation(const dialect::Losses& losses);

}  // namespace signalbox::router
