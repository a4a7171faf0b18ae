#pragma once

#include <chrono>
#include <string>

#include <absl/status/statusor.h>

#include "common/config/reader.h"
#include "common/http/server.h"
#include "gateway/admission/key_cache.h"
#include "gateway/outbox/outbox.h"

namespace signalbox::gateway {

/// The section `gateway:`.
struct Options {
  http::ServerOptions server;  ///< server.*: where callers reach us.
  KeyCacheOptions keys;        ///< auth.*: what is remembered of keys.
  OutboxOptions outbox;        ///< outbox.*
  std::string model_prefix;    ///< model_prefix: P makes the model P/name the model name; empty: none.
  std::chrono::milliseconds keep_alive{15'000};  ///< keep_alive: silence after which a stream says it lives; 1s to 5m.

  /// Errors: kInvalidArgument naming every wrong or unknown setting.
  static absl::StatusOr<Options> Read(config::Reader section);
};

}  // namespace signalbox::gateway
