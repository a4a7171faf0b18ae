#pragma once

#include <optional>
#include <string>

#include <absl/status/statusor.h>

#include "common/context/clock.h"
#include "common/context/request_context.h"
#include "services/identity/domain/admin_store.h"
#include "services/identity/domain/secrets.h"

namespace signalbox::identity {

/// What is shown once, at the first start.
struct FirstAdmin {
  std::string email;
  std::string password;
  std::string admin_key;
};

/// Makes the first administrator, with a random password that must be changed, and a management key.
/// Nullopt when there is a user already; of many that ask at once, one gets an answer.
/// Errors: what `store` and `secrets` return.
absl::StatusOr<std::optional<FirstAdmin>> MakeFirstAdmin(const RequestContext& context, AdminStore& store,
                                                         Secrets& secrets, TimePoint now, std::string_view email);

}  // namespace signalbox::identity
