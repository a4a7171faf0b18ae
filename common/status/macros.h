#pragma once

#include <utility>

#include <absl/status/status.h>
#include <absl/status/statusor.h>

/// Leaves the function with the status of `expression` unless it is OK.
#define RETURN_IF_ERROR(expression)                           \
  do {                                                        \
    if (absl::Status status_ = (expression); !status_.ok()) { \
      return status_;                                         \
    }                                                         \
  } while (false)

#define SIGNALBOX_STATUS_CONCAT_(a, b) a##b
#define SIGNALBOX_STATUS_CONCAT(a, b) SIGNALBOX_STATUS_CONCAT_(a, b)

#define SIGNALBOX_ASSIGN_OR_RETURN_(result, target, expression) \
  auto result = (expression);                                   \
  if (!result.ok()) return std::move(result).status();          \
  target = *std::move(result)

/// Assigns the value of a StatusOr to `target` (a declaration or a variable), or leaves the function with its status.
#define ASSIGN_OR_RETURN(target, expression) \
  SIGNALBOX_ASSIGN_OR_RETURN_(SIGNALBOX_STATUS_CONCAT(status_or_, __LINE__), target, expression)
