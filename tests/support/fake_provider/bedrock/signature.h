#pragma once

#include <ctime>
#include <string_view>

#include <absl/status/status.h>

#include "tests/support/fake_provider/http.h"

namespace signalbox::fake_provider::bedrock {

/// The one pair of AWS keys that this provider knows.
inline constexpr std::string_view kAccessKey = "AKIATESTTESTTESTTEST";
inline constexpr std::string_view kSecretKey = "test-secret";

/// Signs the request again with kSecretKey as Signature Version 4 says, and compares. `now` in Unix seconds. Errors:
/// kUnauthenticated in AWS's words; the reason is the exception.
absl::Status CheckSignature(const HttpRequest& request, std::time_t now);

}  // namespace signalbox::fake_provider::bedrock
