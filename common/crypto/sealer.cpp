#include "common/crypto/secret.h"
#include "common/crypto/sodium.h"
#include "common/status/error.h"

namespace signalbox::crypto {
namespace {

// The first byte of everything sealed, so that another cipher can follow without guessing.
constexpr char kFormat = 1;
constexpr size_t kNonceBytes = crypto_aead_xchacha20poly1305_ietf_NPUBBYTES;
constexpr size_t kTagBytes = crypto_aead_xchacha20poly1305_ietf_ABYTES;
constexpr size_t kKeyBytes = crypto_aead_xchacha20poly1305_ietf_KEYBYTES;
constexpr size_t kHeaderBytes = 1 + kNonceBytes;

absl::Status NotOurs() {
  return Error(absl::StatusCode::kDataLoss, "", "the bytes were not sealed with this key for this purpose");
}

}  // namespace

absl::StatusOr<Sealer> Sealer::Create(std::string_view key) {
  const absl::StatusOr<std::string> bytes = FromBase64Url(key);
  if (!bytes.ok() || bytes->size() != kKeyBytes) {
    return Error(absl::StatusCode::kInvalidArgument, "",
                 "a sealing key is 32 bytes written as 43 base64url characters");
  }
  return Sealer(*bytes);
}

std::string Sealer::Seal(std::string_view purpose, std::string_view plain) const {
  const std::string nonce = RandomBytes(kNonceBytes);
  std::string sealed = kFormat + nonce;
  sealed.resize(kHeaderBytes + plain.size() + kTagBytes);
  crypto_aead_xchacha20poly1305_ietf_encrypt(Bytes(sealed) + kHeaderBytes, nullptr, Bytes(plain), plain.size(),
                                             Bytes(purpose), purpose.size(), nullptr, Bytes(nonce), Bytes(key_));
  return sealed;
}

absl::StatusOr<std::string> Sealer::Open(std::string_view purpose, std::string_view sealed) const {
  if (sealed.size() < kHeaderBytes + kTagBytes || sealed[0] != kFormat) return NotOurs();
  const std::string_view nonce = sealed.substr(1, kNonceBytes);
  const std::string_view cipher = sealed.substr(kHeaderBytes);
  std::string plain(cipher.size() - kTagBytes, '\0');
  const int failed =
      crypto_aead_xchacha20poly1305_ietf_decrypt(Bytes(plain), nullptr, nullptr, Bytes(cipher), cipher.size(),
                                                 Bytes(purpose), purpose.size(), Bytes(nonce), Bytes(key_));
  if (failed != 0) return NotOurs();
  return plain;
}

}  // namespace signalbox::crypto
