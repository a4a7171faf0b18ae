#pragma once

#include <chrono>
#include <optional>
#include <string>

#include "common/context/principal.h"

namespace signalbox {

/// What every call that may wait is told first: whose it is, and until when an answer is of use.
///
/// A value; copied freely, read by any thread.
struct RequestContext {
  using Deadline = std::chrono::steady_clock::time_point;

  std::string request_id;              ///< Printable, at most 128 characters; empty for background work.
  std::optional<Principal> principal;  ///< Absent for background work and before authentication.
  std::optional<Deadline> deadline;    ///< Absent: the callee's own default applies.
  std::string traceparent;             ///< W3C trace context as received; empty when there is none.

  /// Time left until the deadline, at least zero; `fallback` when there is no deadline.
  std::chrono::milliseconds Remaining(std::chrono::milliseconds fallback) const;

  /// A context for background work that gives up after `timeout`.
  static RequestContext Background(std::chrono::milliseconds timeout);
};

}  // namespace signalbox
