#include "services/identity/storage/sodium_secrets.h"

#include "common/crypto/secret.h"
#include "common/status/error.h"
#include "common/status/macros.h"

namespace signalbox::identity {
namespace {

constexpr std::chrono::seconds kWait{5};
constexpr size_t kSecretBytes = 32;

// The hash of a password that nobody has, at the cost of any other.
constexpr char kNobodysHash[] =
    "$argon2id$v=19$m=65536,t=2,p=1$AAAAAAAAAAAAAAAAAAAAAA$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";

using Semaphore = std::counting_semaphore<2>;

class Turn {
 public:
  static absl::StatusOr<Turn> Take(Semaphore& semaphore, const RequestContext& context) {
    if (semaphore.try_acquire_for(context.Remaining(kWait))) return Turn(semaphore);
    return Error(absl::StatusCode::kUnavailable, "", "too many people are signing in; try again");
  }
  Turn(Turn&& other) noexcept : semaphore_(std::exchange(other.semaphore_, nullptr)) {}
  ~Turn() {
    if (semaphore_ != nullptr) semaphore_->release();
  }

 private:
  explicit Turn(Semaphore& semaphore) : semaphore_(&semaphore) {}
  Semaphore* semaphore_;
};

}  // namespace

SodiumSecrets::SodiumSecrets(std::string pepper) : pepper_(std::move(pepper)) {}

std::string SodiumSecrets::NewSecret() {
  return crypto::Base64Url(crypto::RandomBytes(kSecretBytes));
}

SecretHash SodiumSecrets::HashOf(std::string_view credential) const {
  return {crypto::KeyedHash(pepper_, credential)};
}

bool SodiumSecrets::Equal(std::string_view a, std::string_view b) const {
  return crypto::ConstantTimeEquals(a, b);
}

absl::StatusOr<std::string> SodiumSecrets::HashPassword(const RequestContext& context, std::string_view password) {
  ASSIGN_OR_RETURN(const Turn turn, Turn::Take(free_, context));
  return crypto::HashPassword(password);
}

absl::StatusOr<bool> SodiumSecrets::PasswordMatches(const RequestContext& context, std::string_view hash,
                                                    std::string_view password) {
  ASSIGN_OR_RETURN(const Turn turn, Turn::Take(free_, context));
  if (hash.empty()) {
    (void)crypto::PasswordMatches(kNobodysHash, password);
    return false;
  }
  return crypto::PasswordMatches(hash, password);
}

}  // namespace signalbox::identity
