#include "common/crypto/secret.h"
#include "common/crypto/sodium.h"

namespace signalbox::crypto {

std::string KeyedHash(std::string_view key, std::string_view text) {
  EnsureSodium();
  std::string hash(crypto_generichash_BYTES, '\0');
  if (key.size() < crypto_generichash_KEYBYTES_MIN || key.size() > crypto_generichash_KEYBYTES_MAX ||
      crypto_generichash(Bytes(hash), hash.size(), Bytes(text), text.size(), Bytes(key), key.size()) != 0) {
    fmt::print(stderr, "a hash key must be 16 to 64 bytes, this one has {}\n", key.size());
    std::abort();
  }
  return hash;
}

bool ConstantTimeEquals(std::string_view a, std::string_view b) {
  return a.size() == b.size() && sodium_memcmp(a.data(), b.data(), a.size()) == 0;
}

}  // namespace signalbox::crypto
