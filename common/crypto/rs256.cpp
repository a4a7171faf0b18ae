#include <memory>

#include <openssl/bio.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/pem.h>

#include "common/crypto/secret.h"
#include "common/crypto/sodium.h"
#include "common/status/error.h"

namespace signalbox::crypto {
namespace {

struct Free {
  void operator()(BIO* bio) const { BIO_free(bio); }
  void operator()(EVP_PKEY* key) const { EVP_PKEY_free(key); }
  void operator()(EVP_MD_CTX* context) const { EVP_MD_CTX_free(context); }
};
template <typename T>
using Owned = std::unique_ptr<T, Free>;

/// A key under a passphrase is none here: nobody sits at a terminal.
int NoPassphrase(char*, int, int, void*) {
  return -1;
}

Owned<EVP_PKEY> ReadKey(std::string_view pem) {
  const Owned<BIO> bio(BIO_new_mem_buf(pem.data(), static_cast<int>(pem.size())));
  Owned<EVP_PKEY> key(bio ? PEM_read_bio_PrivateKey(bio.get(), nullptr, NoPassphrase, nullptr) : nullptr);
  ERR_clear_error();
  return key && EVP_PKEY_get_base_id(key.get()) == EVP_PKEY_RSA ? std::move(key) : nullptr;
}

}  // namespace

absl::StatusOr<std::string> SignRs256(std::string_view private_key_pem, std::string_view text) {
  const Owned<EVP_PKEY> key = ReadKey(private_key_pem);
  if (!key) return Error(absl::StatusCode::kInvalidArgument, "", "the private key is no RSA key in PEM");
  const Owned<EVP_MD_CTX> context(EVP_MD_CTX_new());
  std::size_t size = 0;
  std::string signature;
  const bool sized = context && EVP_DigestSignInit(context.get(), nullptr, EVP_sha256(), nullptr, key.get()) == 1 &&
                     EVP_DigestSign(context.get(), nullptr, &size, Bytes(text), text.size()) == 1;
  if (sized) {
    signature.resize(size);
    if (EVP_DigestSign(context.get(), Bytes(signature), &size, Bytes(text), text.size()) == 1) {
      signature.resize(size);
      return signature;
    }
  }
  ERR_clear_error();
  return Error(absl::StatusCode::kInvalidArgument, "", "the private key cannot sign");
}

}  // namespace signalbox::crypto
