#pragma once

#include <string>
#include <string_view>

#include "common/context/clock.h"
#include "services/router/domain/provider_api.h"
#include "services/router/providers/bedrock/credentials.h"

namespace signalbox::router::bedrock {

/// Whom a signature is for.
struct SigningScope {
  std::string_view region;
  std::string_view service;
  TimePoint now;
};

/// Signs a request with AWS Signature Version 4 and adds the headers that carry it: x-amz-date, authorization and, with
/// a session token, x-amz-security-token. Every header `call` has is signed, and `host`, which is taken from the URL.
///
/// `call.url` is percent-encoded as it will be sent, without "." and ".." in its path. `credentials` has an access key.
void Sign(const Credentials& credentials, const SigningScope& scope, ProviderCall& call);

}  // namespace signalbox::router::bedrock
