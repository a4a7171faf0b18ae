#pragma once

#include <chrono>
#include <functional>
#include <memory>
#include <string>
#include <string_view>

#include <absl/status/statusor.h>

#include "common/upstream/client.h"

namespace signalbox::router::vertex {

/// An access token, as a token endpoint answered it.
struct FreshToken {
  std::string token;
  std::chrono::seconds lifetime{0};  ///< From the answer on; at most a day.
};

/// Reads a token endpoint's answer. Errors: kUnauthenticated when it refused (4xx but 408 and 429), else kUnavailable;
/// of the answer's text only its `error` word is repeated.
absl::StatusOr<FreshToken> ReadTokenAnswer(int http_status, std::string_view body);

/// Hears one transfer from a token endpoint and tells `done`, once, what came of it. On the transfer's thread.
std::shared_ptr<upstream::Observer> NewTokenObserver(std::function<void(absl::StatusOr<FreshToken>)> done);

}  // namespace signalbox::router::vertex
