#pragma once

#include <chrono>
#include <optional>
#include <string>

#include "common/context/clock.h"
#include "common/upstream/client.h"

namespace signalbox::router {

/// What the head of a provider's answer says, as far as it is of use here. Texts are cut to a sensible length.
struct ResponseFacts {
  int status = 0;  ///< HTTP status; 0 when none arrived.
  std::string content_type;
  std::string retry_after;
  std::string should_retry;         ///< OpenAI's x-should-retry.
  std::string error_type;           ///< AWS says it here and not in the body: "ThrottlingException".
  std::string upstream_request_id;  ///< By any of the names providers give it.

  /// What `retry_after` says from `now` on: seconds or an HTTP date (RFC 9110, 10.2.3); nullopt when it says neither.
  std::optional<std::chrono::milliseconds> RetryAfter(TimePoint now) const;

  bool success() const { return status >= 200 && status < 300; }
};

ResponseFacts FactsOf(const upstream::ResponseHead& head);

}  // namespace signalbox::router
