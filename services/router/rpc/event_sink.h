#pragma once

#include <absl/status/status.h>

#include "signalbox/router/v1/router.pb.h"

namespace signalbox::router {

/// Where the events of one answer go. Any thread; never blocks; does nothing once the call is over.
class EventSink {
 public:
  virtual ~EventSink() = default;

  /// Takes the next part of the answer. After one with a tail nothing may follow.
  virtual void Write(v1::GenerateEvent event) = 0;

  /// Ends the call without any event.
  virtual void Fail(const absl::Status& status) = 0;
};

}  // namespace signalbox::router
