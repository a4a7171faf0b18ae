#pragma once

#include <string>
#include <string_view>

#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/rsa.h>

#include "common/json/writer.h"

namespace signalbox::router::vertex::testing {

/// An RSA key made for one test.
class RsaKey {
 public:
  RsaKey() : key_(EVP_RSA_gen(2048)) {}
  ~RsaKey() { EVP_PKEY_free(key_); }
  RsaKey(const RsaKey&) = delete;
  RsaKey& operator=(const RsaKey&) = delete;

  std::string Pem() const {
    BIO* bio = BIO_new(BIO_s_mem());
    PEM_write_bio_PKCS8PrivateKey(bio, key_, nullptr, nullptr, 0, nullptr, nullptr);
    char* text = nullptr;
    const long size = BIO_get_mem_data(bio, &text);
    std::string pem(text, static_cast<std::size_t>(size));
    BIO_free(bio);
    return pem;
  }

  bool Verifies(std::string_view text, std::string_view signature) const {
    const auto bytes = [](std::string_view view) { return reinterpret_cast<const unsigned char*>(view.data()); };
    EVP_MD_CTX* context = EVP_MD_CTX_new();
    EVP_DigestVerifyInit(context, nullptr, EVP_sha256(), nullptr, key_);
    const int good = EVP_DigestVerify(context, bytes(signature), signature.size(), bytes(text), text.size());
    EVP_MD_CTX_free(context);
    return good == 1;
  }

 private:
  EVP_PKEY* key_;
};

/// A service account's key file.
inline std::string KeyFile(const RsaKey& key, std::string_view token_uri) {
  json::Writer writer;
  writer.BeginObject().Key("type").String("service_account").Key("client_email").String("box@p.example");
  writer.Key("private_key_id").String("key-1").Key("private_key").String(key.Pem());
  writer.Key("token_uri").String(token_uri).EndObject();
  return writer.Take();
}

}  // namespace signalbox::router::vertex::testing
