#pragma once

#include <string>
#include <string_view>

#include <absl/status/status.h>
#include <absl/status/statusor.h>

namespace signalbox::router {

inline constexpr int kMaxWeight = 1000;
inline constexpr int kMaxModelLength = 256;
inline constexpr int kMaxAccountNameLength = 128;
inline constexpr int kMaxKeyLength = 4096;

/// The root of a provider's API, without a trailing slash: "https://api.openai.com/v1".
///
/// Errors: kInvalidArgument saying what is wrong when it is no http or https URL of at most 2048 printable characters,
/// has a user name, a query or a fragment, or a port that is none. Never repeats the URL: it may hold a password.
absl::StatusOr<std::string> ParseBaseUrl(std::string_view text);

/// Errors of all: kInvalidArgument saying what is wrong.
absl::Status CheckProviderName(std::string_view name);  ///< [a-z0-9-]{1,64}
absl::Status CheckAccountName(std::string_view name);   ///< 1 to 128 printable characters.
absl::Status CheckApiKey(std::string_view key);         ///< 1 to 4096 visible ASCII characters; never repeats it.
absl::Status CheckModelName(std::string_view name);     ///< 1 to 256 bytes without control characters.
absl::Status CheckWeight(int weight);                   ///< 0 to kMaxWeight.

}  // namespace signalbox::router
