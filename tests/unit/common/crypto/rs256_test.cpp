#include <memory>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/rsa.h>

#include "common/crypto/secret.h"
#include "common/status/error.h"

namespace signalbox::crypto {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

/// A key made for this test, as PEM.
std::string PemOf(EVP_PKEY* key) {
  BIO* bio = BIO_new(BIO_s_mem());
  PEM_write_bio_PKCS8PrivateKey(bio, key, nullptr, nullptr, 0, nullptr, nullptr);
  char* text = nullptr;
  const long size = BIO_get_mem_data(bio, &text);
  std::string pem(text, static_cast<std::size_t>(size));
  BIO_free(bio);
  return pem;
}

bool Verifies(EVP_PKEY* key, std::string_view text, std::string_view signature) {
  EVP_MD_CTX* context = EVP_MD_CTX_new();
  EVP_DigestVerifyInit(context, nullptr, EVP_sha256(), nullptr, key);
  const auto bytes = [](std::string_view view) { return reinterpret_cast<const unsigned char*>(view.data()); };
  const int good = EVP_DigestVerify(context, bytes(signature), signature.size(), bytes(text), text.size());
  EVP_MD_CTX_free(context);
  return good == 1;
}

TEST(Rs256, ASignatureVerifiesForItsTextAlone) {
  EVP_PKEY* key = EVP_RSA_gen(2048);

  const auto signature = SignRs256(PemOf(key), "header.payload");

  ASSERT_TRUE(signature.ok());
  EXPECT_TRUE(Verifies(key, "header.payload", *signature));
  EXPECT_FALSE(Verifies(key, "header.payloae", *signature));
  EVP_PKEY_free(key);
}

TEST(Rs256, AKeyOfAnotherKindIsRefused) {
  EVP_PKEY* key = EVP_EC_gen("P-256");

  EXPECT_EQ(SignRs256(PemOf(key), "x").status().code(), absl::StatusCode::kInvalidArgument);

  EVP_PKEY_free(key);
}

TEST(Rs256, WhatIsNoKeyIsRefusedWithoutBeingRepeated) {
  for (const char* text : {"", "hunter2", "-----BEGIN PRIVATE KEY-----\nhunter2\n-----END PRIVATE KEY-----\n"}) {
    const absl::Status status = SignRs256(text, "x").status();
    EXPECT_EQ(status.code(), absl::StatusCode::kInvalidArgument);
    EXPECT_THAT(MessageOf(status), Not(HasSubstr("hunter2")));
  }
}

}  // namespace
}  // namespace signalbox::crypto
