#pragma once

#include <memory>

#include <absl/status/statusor.h>

#include "services/router/tasks/task.h"
#include "signalbox/router/v1/router.pb.h"

namespace signalbox::router {

/// The task of a request; `request` must outlive it. Errors: kInvalidArgument for one that cannot be right.
absl::StatusOr<std::unique_ptr<Task>> NewTask(const v1::GenerateRequest& request);

}  // namespace signalbox::router
