#pragma once

#include <optional>
#include <string>
#include <vector>

#include <absl/status/statusor.h>

#include "common/context/clock.h"
#include "common/context/principal.h"
#include "common/context/request_context.h"
#include "services/identity/domain/admin_store.h"
#include "services/identity/domain/key_store.h"
#include "services/identity/domain/secrets.h"

namespace signalbox::identity {

/// Whose a credential is and what it opens.
struct Identity {
  Principal principal;
  std::vector<std::string> models;      ///< Empty: all.
  std::optional<TimePoint> expires_at;  ///< Absent: never by itself.
  std::int64_t revision = 0;            ///< Of the key table; the largest value when no change of keys concerns it.
};

/// Tells whose credential this is: a key's text, the configured admin key or a session token.
///
/// Keeps no state: any thread.
class Authenticator {
 public:
  /// An empty `admin_key` opens nothing.
  Authenticator(KeyStore& keys, AdminStore& admins, Secrets& secrets, Clock clock, std::string admin_key);

  /// Errors: kUnauthenticated, reason KEY_UNKNOWN, KEY_BLOCKED, KEY_EXPIRED or SESSION_EXPIRED; when the stores do not
  /// answer, their error and never one of these.
  absl::StatusOr<Identity> Authenticate(const RequestContext& context, const std::string& credential);

 private:
  absl::StatusOr<Identity> WithKey(const RequestContext& context, const SecretHash& hash);
  absl::StatusOr<Identity> WithSession(const RequestContext& context, const SecretHash& hash);

  KeyStore& keys_;
  AdminStore& admins_;
  Secrets& secrets_;
  Clock clock_;
  const std::string admin_key_;
};

}  // namespace signalbox::identity
