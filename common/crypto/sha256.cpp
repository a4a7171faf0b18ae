#include <string>

#include "common/crypto/secret.h"
#include "common/crypto/sodium.h"

namespace signalbox::crypto {

std::string Sha256(std::string_view text) {
  EnsureSodium();
  std::string digest(crypto_hash_sha256_BYTES, '\0');
  crypto_hash_sha256(Bytes(digest), Bytes(text), text.size());
  return digest;
}

std::string HmacSha256(std::string_view key, std::string_view text) {
  EnsureSodium();
  // The one-call function takes keys of one length only.
  crypto_auth_hmacsha256_state state;
  crypto_auth_hmacsha256_init(&state, Bytes(key), key.size());
  crypto_auth_hmacsha256_update(&state, Bytes(text), text.size());
  std::string code(crypto_auth_hmacsha256_BYTES, '\0');
  crypto_auth_hmacsha256_final(&state, Bytes(code));
  sodium_memzero(&state, sizeof(state));
  return code;
}

}  // namespace signalbox::crypto
