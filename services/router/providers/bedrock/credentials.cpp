#include "services/router/providers/bedrock/credentials.h"

#include <algorithm>

#include "common/status/error.h"

namespace signalbox::router::bedrock {
namespace {

bool IsOfAccessKeyId(char c) {
  return (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

}  // namespace

absl::StatusOr<Credentials> ParseCredentials(std::string_view text) {
  Credentials credentials;
  const auto first = text.find(':');
  if (first == text.npos) {
    credentials.api_key = text;
    return credentials;
  }
  const std::string_view id = text.substr(0, first);
  const std::string_view rest = text.substr(first + 1);
  const auto second = std::min(rest.find(':'), rest.size());
  const std::string_view token = rest.substr(std::min(second + 1, rest.size()));
  const bool token_wanted = second < rest.size();
  const bool good = id.size() >= 16 && id.size() <= 128 && std::all_of(id.begin(), id.end(), IsOfAccessKeyId) &&
                    second > 0 && token.empty() != token_wanted && token.find(':') == token.npos;
  if (!good) {
    return Error(absl::StatusCode::kInvalidArgument, "",
                 "must be ACCESS_KEY_ID:SECRET_ACCESS_KEY, the same with :SESSION_TOKEN, or a Bedrock API key");
  }
  credentials.access_key_id = id;
  credentials.secret_access_key = rest.substr(0, second);
  credentials.session_token = token;
  return credentials;
}

}  // namespace signalbox::router::bedrock
