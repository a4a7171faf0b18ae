#pragma once

#include <string>

#include <absl/status/statusor.h>

#include "common/context/clock.h"
#include "common/context/request_context.h"
#include "services/identity/domain/admin_store.h"
#include "services/identity/domain/login_throttle.h"
#include "services/identity/domain/secrets.h"

namespace signalbox::identity {

/// A session that has just begun; the token exists nowhere else.
struct OpenedSession {
  std::string token;
  TimePoint expires_at;
  bool must_change_password = false;
};

/// Lets people in. Any thread.
class Logins {
 public:
  Logins(AdminStore& store, Secrets& secrets, Clock clock);

  /// Opens a session of twelve hours. An unknown address costs as much time as a wrong password.
  /// Errors: kUnauthenticated, reason LOGIN_FAILED, whichever part was wrong; kResourceExhausted, reason RATE_LIMITED;
  ///         kInvalidArgument when a part is missing; kUnavailable.
  absl::StatusOr<OpenedSession> Open(const RequestContext& context, const std::string& email,
                                     const std::string& password);

 private:
  absl::StatusOr<OpenedSession> OpenFor(const RequestContext& context, const User& user);

  AdminStore& store_;
  Secrets& secrets_;
  Clock clock_;
  LoginThrottle throttle_;
};

/// An e-mail address as it is stored and compared.
std::string NormalizeEmail(std::string_view email);

}  // namespace signalbox::identity
