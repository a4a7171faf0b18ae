#pragma once

#include <chrono>
#include <map>
#include <string>
#include <string_view>

#include <absl/status/status.h>

namespace signalbox::fake_provider::vertex {

/// Mints access tokens for its one service account and remembers them. One thread.
class TokenOffice {
 public:
  enum class Verdict { kGood, kExpired, kUnknown };

  /// The service account's key file, as Google's console hands it out.
  std::string KeyFile(std::string_view token_uri) const;

  /// Holds the JWT of a grant against Google's rules. Errors: kInvalidArgument; the reason is OAuth's error code.
  absl::Status CheckAssertion(std::string_view jwt, std::string_view audience) const;

  /// A new token: "ya29.fake-1", "ya29.fake-2", ...
  std::string Issue(std::chrono::seconds lifetime);

  Verdict Judge(std::string_view token) const;

 private:
  std::map<std::string, std::chrono::steady_clock::time_point, std::less<>> expiries_;
};

}  // namespace signalbox::fake_provider::vertex
