#include "common/crypto/secret.h"
#include "common/crypto/sodium.h"
#include "common/status/error.h"

namespace signalbox::crypto {

absl::StatusOr<std::string> HashPassword(std::string_view password) {
  EnsureSodium();
  std::string hash(crypto_pwhash_STRBYTES, '\0');
  const int failed = crypto_pwhash_str(hash.data(), password.data(), password.size(),
                                       crypto_pwhash_OPSLIMIT_INTERACTIVE, crypto_pwhash_MEMLIMIT_INTERACTIVE);
  if (failed != 0) return Error(absl::StatusCode::kResourceExhausted, "", "not enough memory to hash a password");
  hash.resize(hash.find('\0'));
  return hash;
}

bool PasswordMatches(std::string_view hash, std::string_view password) {
  EnsureSodium();
  return crypto_pwhash_str_verify(std::string(hash).c_str(), password.data(), password.size()) == 0;
}

}  // namespace signalbox::crypto
