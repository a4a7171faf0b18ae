#pragma once

#include <string>
#include <string_view>

#include <absl/status/statusor.h>

#include "common/context/request_context.h"
#include "services/identity/domain/key_store.h"

namespace signalbox::identity {

/// The cryptography that identity needs, so that the rules here can be tested without it. Any thread.
class Secrets {
 public:
  virtual ~Secrets() = default;

  /// 32 random bytes as 43 base64url characters.
  virtual std::string NewSecret() = 0;

  /// What is stored of a credential instead of its text.
  virtual SecretHash HashOf(std::string_view credential) const = 0;

  /// Compares in time that depends on the lengths alone.
  virtual bool Equal(std::string_view a, std::string_view b) const = 0;

  /// Slow on purpose. Errors: kUnavailable when too many are being computed until the deadline.
  virtual absl::StatusOr<std::string> HashPassword(const RequestContext& context, std::string_view password) = 0;

  /// As slow. An empty `hash` matches nothing and takes as long as any other. Errors: as above.
  virtual absl::StatusOr<bool> PasswordMatches(const RequestContext& context, std::string_view hash,
                                               std::string_view password) = 0;
};

}  // namespace signalbox::identity
