#pragma once

#include <semaphore>
#include <string>

#include "services/identity/domain/secrets.h"

namespace signalbox::identity {

/// Secrets by libsodium. At most two passwords are computed at a time: each takes 64 MiB.
class SodiumSecrets : public Secrets {
 public:
  /// `pepper` is 32 bytes; without it stored hashes cannot be compared with guesses.
  explicit SodiumSecrets(std::string pepper);

  std::string NewSecret() override;
  SecretHash HashOf(std::string_view credential) const override;
  bool Equal(std::string_view a, std::string_view b) const override;
  absl::StatusOr<std::string> HashPassword(const RequestContext& context, std::string_view password) override;
  absl::StatusOr<bool> PasswordMatches(const RequestContext& context, std::string_view hash,
                                       std::string_view password) override;

 private:
  const std::string pepper_;
  std::counting_semaphore<2> free_{2};
};

}  // namespace signalbox::identity
