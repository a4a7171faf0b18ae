#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

namespace signalbox::dialect {

/// What an API says when it refuses or fails, in OpenAI's terms.
///
/// The type is one of OpenAI's and ours: invalid_request_error, authentication_error, permission_error,
/// not_found_error, request_too_large, rate_limit_error, insufficient_quota, conflict_error, overloaded_error,
/// timeout_error, upstream_error, api_error; or another word a provider used.
struct ErrorBody {
  std::string message;
  std::string type = {};
  std::optional<std::string> code = {};  ///< null when absent.
  std::optional<std::string> param = {};
  std::optional<std::chrono::milliseconds> retry_after = {};  ///< Where the body itself says so, as Google's does.

  friend bool operator==(const ErrorBody&, const ErrorBody&) = default;
};

}  // namespace signalbox::dialect
