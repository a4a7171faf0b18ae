#pragma once

#include <string>
#include <string_view>

#include <absl/status/statusor.h>

namespace signalbox::router::bedrock {

/// What an account with Bedrock holds: either a Bedrock API key or an access key with its secret.
struct Credentials {
  std::string api_key;  ///< Sent as a bearer token; the others are empty then.
  std::string access_key_id;
  std::string secret_access_key;
  std::string session_token;  ///< Empty for a key of a user's own.
};

/// Reads "ACCESS_KEY_ID:SECRET", "ACCESS_KEY_ID:SECRET:SESSION_TOKEN" or a Bedrock API key, which has no colon.
/// Errors: kInvalidArgument, never repeating the text.
absl::StatusOr<Credentials> ParseCredentials(std::string_view text);

}  // namespace signalbox::router::bedrock
