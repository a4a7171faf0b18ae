#pragma once

#include <memory>
#include <string_view>

#include <absl/functional/function_ref.h>
#include <absl/status/status.h>

#include "common/dialect/stream_codec.h"

namespace signalbox::router {

/// Cuts a provider's stream, split anywhere, into events. One thread; one per stream.
class Deframer {
 public:
  virtual ~Deframer() = default;

  /// Errors: kResourceExhausted for an event that is too large, kInvalidArgument for broken framing; then so does every
  /// later call.
  virtual absl::Status Feed(std::string_view bytes, absl::FunctionRef<void(const dialect::WireEvent&)> on_event) = 0;

  /// Whether the stream may end here, between two events.
  virtual bool BetweenEvents() const = 0;
};

/// Server-sent events.
std::unique_ptr<Deframer> NewSseDeframer();

}  // namespace signalbox::router
