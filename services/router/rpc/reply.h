#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "common/dialect/codec.h"
#include "services/router/rpc/attempt_failure.h"

namespace signalbox::router {

/// An HTTP answer instead of the one that could not be had.
struct Reply {
  int status = 0;
  std::vector<std::pair<std::string, std::string>> headers;
  std::string body;
};

/// What a caller sees who has seen nothing yet, in its own dialect. Not for a failure of weight 0.
///
/// A provider that was asked in the caller's dialect, and answers in it, is passed on in its own bytes. Retry-After and
/// x-should-retry are kept.
Reply ReplyTo(const AttemptFailure& failure, const dialect::Codec& caller, std::string_view request_id);

}  // namespace signalbox::router
