#pragma once

#include <string>

#include <absl/status/statusor.h>

#include "common/context/clock.h"
#include "services/router/providers/vertex/service_account.h"

namespace signalbox::router::vertex {

/// The signed JSON web token that a service account exchanges for an access token to Google Cloud; good for an hour.
/// Errors: kFailedPrecondition when the account's private key is none.
absl::StatusOr<std::string> SignedAssertion(const ServiceAccount& account, TimePoint now);

}  // namespace signalbox::router::vertex
