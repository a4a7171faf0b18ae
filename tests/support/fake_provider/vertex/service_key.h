#pragma once

#include <memory>
#include <string>
#include <string_view>

#include <openssl/evp.h>

namespace signalbox::fake_provider::vertex {

/// The RSA key of the one service account: made anew by every process, so that no secret lies in the tree.
class ServiceKey {
 public:
  ServiceKey();

  /// PKCS #8, as Google's console hands it out.
  std::string PrivatePem() const;

  /// Whether `signature` is this key's RS256 signature of `message`.
  bool Verifies(std::string_view message, std::string_view signature) const;

 private:
  struct Free {
    void operator()(EVP_PKEY* key) const { EVP_PKEY_free(key); }
  };
  std::unique_ptr<EVP_PKEY, Free> key_;
};

}  // namespace signalbox::fake_provider::vertex
